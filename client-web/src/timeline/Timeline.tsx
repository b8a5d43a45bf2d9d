import { Trans, useLingui } from "@lingui/react/macro";
import { Button, Group, useComputedColorScheme } from "@mantine/core";
import { type ReactNode, useEffect, useMemo, useRef, useState } from "react";
import { type Bar, HEIGHT, hit, LAYOUT } from "./bars";
import { draw, readPalette } from "./draw";
import { timelineKey } from "./keys";
import { ticks } from "./ticks";
import css from "./timeline.module.css";
import { useWheel } from "./use-wheel";
import { pan, type TimeView, toTime, zoom } from "./view";

interface Props {
  /** What is drawn, for assistive technology. */
  label: string;
  bars: readonly Bar[];
  /** All there is to see. */
  whole: TimeView;
  /** The part that is visible. */
  view: TimeView;
  onView: (view: TimeView) => void;
  zone: string;
  /** Unix ms; NaN if the present is not in it. */
  now: number;
  /** Names of the lanes, from top to bottom. */
  lanes: readonly string[];
  /** A stretch that stands out. */
  active: Pick<Bar, "lane" | "start" | "end"> | undefined;
  formatTime: (ms: number) => string;
  /** What the tooltip of a bar says. */
  describe: (bar: Bar) => ReactNode;
}

/** A day drawn on a canvas: the wheel and the keyboard move and zoom, pointing at a bar explains it. */
export function Timeline(props: Props) {
  const { label, bars, whole, view, onView, zone, now, lanes, active, formatTime, describe } = props;
  const { t } = useLingui();
  const canvas = useRef<HTMLCanvasElement>(null);
  const frame = useRef<HTMLDivElement>(null);
  const width = useWidth(frame);
  const scheme = useComputedColorScheme();
  const [pointed, setPointed] = useState<{ bar: Bar; x: number }>();
  const drag = useRef<{ x: number; view: TimeView }>(undefined);
  const named = useMemo(() => {
    const instants = width > 0 ? ticks(view, width, zone) : [];
    return instants.map((at) => ({ at, label: formatTime(at) }));
  }, [view, width, zone, formatTime]);

  useWheel(frame, (factor, share, x) => {
    if (factor !== 1) onView(zoom(view, factor, toTime(x, view, width), whole));
    else onView(pan(view, share, whole));
  });

  // biome-ignore lint/correctness/useExhaustiveDependencies: with the scheme the colours that are read change
  useEffect(() => {
    const context = canvas.current?.getContext("2d");
    if (!context || !canvas.current || width === 0) return;
    const scale = window.devicePixelRatio || 1;
    canvas.current.width = Math.round(width * scale);
    canvas.current.height = Math.round(HEIGHT * scale);
    context.setTransform(scale, 0, 0, scale, 0, 0);
    const shown = { bars, view, width, ticks: named, now, active: pointed?.bar ?? active };
    draw(context, shown, readPalette(canvas.current));
  }, [bars, view, width, named, now, active, pointed, scheme]);

  const point = (event: React.PointerEvent) => {
    const { left, top } = event.currentTarget.getBoundingClientRect();
    const x = event.clientX - left;
    if (drag.current && event.buttons > 0) {
      onView(pan(drag.current.view, (drag.current.x - x) / width, whole));
      setPointed(undefined);
      return;
    }
    const bar = hit(bars, x, event.clientY - top, view, width);
    setPointed(bar && { bar, x });
  };
  const middle = (view.start + view.end) / 2;
  const isWhole = view.end - view.start >= whole.end - whole.start;
  return (
    <div className={css.timeline}>
      <div className={css.lanes} aria-hidden="true">
        {lanes.map((lane) => (
          <span key={lane} style={{ height: LAYOUT.lane }}>
            {lane}
          </span>
        ))}
      </div>
      {/* biome-ignore lint/a11y/useSemanticElements: a fieldset would be a group of fields, which this is not */}
      <div
        ref={frame}
        className={css.frame}
        role="group"
        aria-label={label}
        aria-description={t`Arrow keys move, plus and minus zoom, 0 shows the whole day. The list below says the same in words.`}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: the keyboard moves and zooms it
        tabIndex={0}
        onKeyDown={(event) => {
          const next = timelineKey(event.key, view, whole);
          if (next === undefined || event.ctrlKey || event.metaKey || event.altKey) return;
          event.preventDefault();
          onView(next);
        }}
        onPointerDown={(event) => {
          drag.current = { x: event.clientX - event.currentTarget.getBoundingClientRect().left, view };
        }}
        onPointerUp={() => {
          drag.current = undefined;
        }}
        onPointerMove={point}
        onPointerLeave={() => setPointed(undefined)}
      >
        <canvas ref={canvas} className={css.canvas} />
        {pointed && (
          <div
            className={css.tip}
            data-side={pointed.x > width / 2 ? "left" : "right"}
            style={{ left: pointed.x }}
            aria-hidden="true"
          >
            {describe(pointed.bar)}
          </div>
        )}
      </div>
      <Group gap="xs" className={css.tools}>
        <Button.Group>
          <Button
            variant="default"
            size="compact-sm"
            aria-label={t`Zoom in`}
            onClick={() => onView(zoom(view, 0.5, middle, whole))}
          >
            +
          </Button>
          <Button
            variant="default"
            size="compact-sm"
            aria-label={t`Zoom out`}
            disabled={isWhole}
            onClick={() => onView(zoom(view, 2, middle, whole))}
          >
            −
          </Button>
        </Button.Group>
        <Button variant="subtle" size="compact-sm" disabled={isWhole} onClick={() => onView(whole)}>
          <Trans>Reset zoom</Trans>
        </Button>
        <span className={css.hint}>
          <Trans>Ctrl + wheel zooms, dragging moves.</Trans>
        </span>
      </Group>
    </div>
  );
}

/** The width of an element in px, as it is now. */
function useWidth(element: React.RefObject<HTMLElement | null>): number {
  const [width, setWidth] = useState(0);
  useEffect(() => {
    if (!element.current) return;
    const observer = new ResizeObserver(([entry]) => setWidth(Math.floor(entry?.contentRect.width ?? 0)));
    observer.observe(element.current);
    return () => observer.disconnect();
  }, [element]);
  return width;
}
