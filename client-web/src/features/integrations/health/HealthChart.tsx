import { useLingui } from "@lingui/react/macro";
import type { ReactNode } from "react";
import { useFormat } from "../../../lib/format";
import type { StatusTone } from "../../../ui/status";
import { toneColor } from "../../../ui/status";
import classes from "./health.module.css";
import { bars, HEIGHT, line, rangeOf } from "./paths";
import { type Day, KINDS, type Kind, STEP_MS } from "./steps";
import { useKindNames } from "./words";

const TONES: Record<Kind, StatusTone> = {
  accepted: "in",
  duplicate: "unknown",
  refresh: "not-scheduled",
  late: "wrong-activity",
  quarantined: "not-present",
};

/** What arrived in the last 24 hours: a row of bars for each kind, and the clock skew as a line. */
export function HealthChart({ day, zone }: { day: Day; zone: string }) {
  const { t } = useLingui();
  const format = useFormat();
  const names = useKindNames();
  const skews = day.steps.flatMap(({ index, skewMs }) => (skewMs === undefined ? [] : [{ index, value: skewMs }]));
  const range = rangeOf(skews.map(({ value }) => value));
  const [lowest, highest] = range.map(format.offset);
  const median = day.total.skewMs === undefined ? undefined : format.offset(day.total.skewMs);
  const middle = day.start + (day.length / 2) * STEP_MS;
  return (
    <div className={classes.chart}>
      {KINDS.map((kind) => {
        const total = format.count(day.total[kind]);
        const points = day.steps.map((step) => ({ index: step.index, value: step[kind] }));
        const most = format.count(Math.max(0, ...points.map(({ value }) => value)));
        return (
          <Row
            key={kind}
            name={names[kind]}
            figure={total}
            label={t`${names[kind]}: ${total} in 24 hours, at most ${most} in five minutes`}
          >
            <Drawing width={day.length}>
              <path d={bars(points)} fill={toneColor(TONES[kind], "mark")} />
            </Drawing>
          </Row>
        );
      })}
      {median !== undefined && (
        <Row
          name={t`Clock skew`}
          figure={median}
          label={t`Clock skew: ${median} in the median, drawn from ${lowest} to ${highest}`}
        >
          <Drawing width={day.length}>
            <path
              d={line(skews, range)}
              fill="none"
              stroke={toneColor("excused", "mark")}
              strokeWidth={1.5}
              vectorEffect="non-scaling-stroke"
            />
          </Drawing>
        </Row>
      )}
      <div className={classes.axis} aria-hidden="true">
        <span>{format.clock(new Date(day.start), zone)}</span>
        <span>{format.clock(new Date(middle), zone)}</span>
        <span>{t`now`}</span>
      </div>
    </div>
  );
}

function Row({ name, figure, label, children }: { name: string; figure: string; label: string; children: ReactNode }) {
  return (
    <div className={classes.row} role="img" aria-label={label}>
      <span className={classes.name}>{name}</span>
      {children}
      <span className={classes.figure}>{figure}</span>
    </div>
  );
}

function Drawing({ width, children }: { width: number; children: ReactNode }) {
  return (
    <svg className={classes.drawing} viewBox={`0 0 ${width} ${HEIGHT}`} preserveAspectRatio="none" aria-hidden="true">
      {children}
    </svg>
  );
}
