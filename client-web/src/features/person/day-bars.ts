import { OFFLINE_ID } from "../../lib/activities";
import type { Bar } from "../../timeline/bars";
import type { StatusTone } from "../../ui/status";
import type { PersonDay, Stretch } from "./day";
import { deviates, deviationsOf } from "./deviations";

/** The reader's words and colours for what bars show. */
export interface BarLooks {
  activity(id: string): string;
  /** `#rrggbb`; empty if there is none. */
  color(activityId: string): string;
  status(tone: StatusTone): string;
}

/** What is drawn of a day: scheduled above actual above deviations. */
export function barsOf(day: PersonDay, looks: BarLooks): Bar[] {
  return [...scheduledBars(day, looks), ...actualBars(day, looks), ...statusBars(day, looks)];
}

function scheduledBars({ schedule }: PersonDay, looks: BarLooks): Bar[] {
  return schedule.map(({ start, end, activityId }) => ({
    lane: "scheduled",
    start,
    end,
    label: looks.activity(activityId),
    color: looks.color(activityId),
    tone: "in",
    count: 1,
  }));
}

/** Who is logged out while nothing is scheduled does nothing that would have to be drawn. */
function isIdle({ tone, actualId }: Stretch): boolean {
  return tone === "hidden" && (actualId === OFFLINE_ID || actualId === "");
}

function actualBars({ stretches }: PersonDay, looks: BarLooks): Bar[] {
  const bars: Bar[] = [];
  let before: Stretch | undefined;
  for (const stretch of stretches) {
    const last = bars.at(-1);
    const { start, end, actualId } = stretch;
    if (isIdle(stretch)) {
      before = undefined;
    } else if (last !== undefined && before?.end === start && isSameActual(before, stretch)) {
      bars[bars.length - 1] = { ...last, end };
      before = stretch;
    } else {
      const color = actualId === OFFLINE_ID ? "" : looks.color(actualId);
      bars.push({ lane: "actual", start, end, label: looks.activity(actualId), color, tone: "hidden", count: 1 });
      before = stretch;
    }
  }
  return bars;
}

function isSameActual(one: Stretch, other: Stretch): boolean {
  return one.actualId === other.actualId && one.external === other.external && one.unmapped === other.unmapped;
}

/** Deviations, short ones in a row as one; beside them what is unknown or excused. */
function statusBars({ stretches }: PersonDay, looks: BarLooks): Bar[] {
  const single: Bar[] = stretches
    .filter(({ tone }) => tone === "unknown" || tone === "excused")
    .map(({ start, end, tone }) => ({
      lane: "deviation",
      start,
      end,
      label: looks.status(tone),
      color: "",
      tone,
      count: 1,
    }));
  const groups = deviationsOf(stretches);
  const grouped = groups.filter(({ count }) => count > 1);
  const isGrouped = ({ start, end }: Stretch) => grouped.some((group) => start >= group.start && end <= group.end);
  const alone: Bar[] = stretches
    .filter((stretch) => deviates(stretch) && !isGrouped(stretch))
    .map(({ start, end, tone }) => ({
      lane: "deviation",
      start,
      end,
      label: looks.status(tone),
      color: "",
      tone,
      count: 1,
    }));
  const together: Bar[] = grouped.map(({ start, end, tone, count }) => ({
    lane: "deviation",
    start,
    end,
    label: `${count}×`,
    color: "",
    tone,
    count,
  }));
  return [...single, ...alone, ...together].sort((a, b) => a.start - b.start);
}
