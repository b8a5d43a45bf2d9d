import { Trans, useLingui } from "@lingui/react/macro";
import { useEffect, useMemo, useState } from "react";
import type { Bar } from "../../timeline/bars";
import { Timeline } from "../../timeline/Timeline";
import { focusOn, type TimeView } from "../../timeline/view";
import type { StatusTone } from "../../ui/status";
import { formatDuration } from "../board/grid/format";
import { isToday, type PersonDay, shownLength } from "./day";
import { type BarLooks, barsOf } from "./day-bars";
import css from "./person.module.css";
import { ToneWord } from "./ToneWord";
import { useToneWords, useZoneFormat } from "./use-day-words";

interface Props {
  day: PersonDay;
  looks: BarLooks;
  /** The server's time now, Unix ms. */
  now: number;
  /** A stretch that was chosen in a list; it is shown close by. */
  chosen: Pick<Bar, "lane" | "start" | "end"> | undefined;
}

const HOUR_MS = 3_600_000;

/** What the lane of deviations can hold. */
const LEGEND: readonly StatusTone[] = [
  "not-present",
  "wrong-activity",
  "not-scheduled",
  "buffered",
  "unknown",
  "excused",
];

/** The day as a drawing. */
export function DayTimeline({ day, looks, now, chosen }: Props) {
  const { t } = useLingui();
  const format = useZoneFormat(day.zone);
  const bars = useMemo(() => barsOf(day, looks), [day, looks]);
  const whole = useMemo(() => wholeOf(day), [day]);
  const [view, setView] = useState<TimeView>();
  const first = useMemo(() => busyPart(bars, whole), [bars, whole]);
  useEffect(() => {
    if (chosen) setView(focusOn(chosen, whole));
  }, [chosen, whole]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another day begins with all of it
  useEffect(() => setView(undefined), [day.start]);
  return (
    <>
      <Timeline
        label={t`Timeline`}
        bars={bars}
        whole={whole}
        view={view ?? first}
        onView={setView}
        zone={day.zone}
        now={isToday(day) ? now : Number.NaN}
        lanes={[t`Scheduled`, t`Actual`, t`Deviations`]}
        active={chosen}
        formatTime={format.minute}
        describe={(bar) => <BarWords bar={bar} day={day} />}
      />
      <ul className={css.legend}>
        {LEGEND.map((tone) => (
          <li key={tone}>
            <ToneWord tone={tone} />
          </li>
        ))}
        <li>
          <Trans>Deviations shorter than 2 min, less than 5 min apart, are drawn as one: 3× stands for three.</Trans>
        </li>
      </ul>
    </>
  );
}

/** The day, and the whole of shifts that reach beyond it. */
function wholeOf({ start, end, schedule }: PersonDay): TimeView {
  return {
    start: Math.min(start, ...schedule.map((shift) => shift.start)),
    end: Math.max(end, ...schedule.map((shift) => shift.end)),
  };
}

/** The part of the day in which there is something to see, with an hour around it. */
function busyPart(bars: readonly Bar[], whole: TimeView): TimeView {
  if (bars.length === 0) return whole;
  return {
    start: Math.max(whole.start, Math.min(...bars.map(({ start }) => start)) - HOUR_MS),
    end: Math.min(whole.end, Math.max(...bars.map(({ end }) => end)) + HOUR_MS),
  };
}

/** What a bar is, from when to when, and what was behind it. */
function BarWords({ bar, day }: { bar: Bar; day: PersonDay }) {
  const format = useZoneFormat(day.zone);
  const words = useToneWords();
  const { start, end, lane, label, tone, count } = bar;
  const inside = lane === "actual" ? day.stretches.find((stretch) => stretch.start === start) : undefined;
  return (
    <>
      <div className={css.tipTitle}>{lane === "deviation" ? words[tone] : label}</div>
      <div>
        {format.second(start)} – {format.second(end)} · {formatDuration(shownLength(bar))}
      </div>
      {inside?.external && <div className={css.tipMuted}>{inside.external}</div>}
      {count > 1 && (
        <div className={css.tipMuted}>
          <Trans>{count} short deviations in a row</Trans>
        </div>
      )}
    </>
  );
}
