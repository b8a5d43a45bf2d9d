import { AdherenceStatus, type DeviationType } from "../../gen/kadans/v1/adherence_pb";
import type { GetPersonAdherenceResponse } from "../../gen/kadans/v1/adherence_service_pb";
import { toMs } from "../../live/time";
import { type StatusTone, statusTone } from "../../ui/status";

/** A stretch of the day in which nothing changes; instants in Unix ms. */
export interface Stretch {
  start: number;
  end: number;
  tone: StatusTone;
  deviation: DeviationType;
  severe: boolean;
  /** Empty if nothing is scheduled. */
  scheduledId: string;
  /** Empty if unknown. */
  actualId: string;
  /** The external status with its detail; empty if there is none. */
  external: string;
  unmapped: boolean;
}

/** A stretch of the schedule. */
export interface Shift {
  start: number;
  end: number;
  activityId: string;
}

/** What a person should have done in a day, and did. */
export interface PersonDay {
  zone: string;
  start: number;
  end: number;
  /** The instant of the picture. */
  asOf: number;
  schedule: Shift[];
  stretches: Stretch[];
}

/** Reads a day from the server's answer. */
export function readDay(answer: GetPersonAdherenceResponse): PersonDay {
  const schedule = answer.schedule.map(({ startTime, endTime, activityId }) => ({
    start: toMs(startTime),
    end: toMs(endTime),
    activityId,
  }));
  const stretches = answer.segments.map((segment) => ({
    start: toMs(segment.startTime),
    end: toMs(segment.endTime),
    tone: statusTone(segment.status, segment.deviationType),
    deviation: segment.deviationType,
    severe: segment.status === AdherenceStatus.OUT && segment.severe,
    scheduledId: segment.scheduledActivityId,
    actualId: segment.actual?.activityId ?? "",
    external: [segment.actual?.status, segment.actual?.detail].filter(Boolean).join(" · "),
    unmapped: segment.actual?.unmapped ?? false,
  }));
  const [start, end, asOf] = [answer.startTime, answer.endTime, answer.asOf].map(toMs) as [number, number, number];
  return { zone: answer.timeZone, start, end, asOf, schedule, stretches };
}

/** How long something lasts in ms, from the second in which it begins to that in which it ends: as clocks show it. */
export function shownLength({ start, end }: { start: number; end: number }): number {
  return (Math.floor(end / 1_000) - Math.floor(start / 1_000)) * 1_000;
}

/** Whether nothing is scheduled on the day, nor known of what the person did. */
export function isBlank({ schedule, stretches }: Pick<PersonDay, "schedule" | "stretches">): boolean {
  const blank = stretches.every(({ scheduledId, actualId }) => scheduledId === "" && actualId === "");
  return schedule.length === 0 && stretches.length > 0 && blank;
}

/** Whether the present is in the day. */
export function isToday({ start, end, asOf }: Pick<PersonDay, "start" | "end" | "asOf">): boolean {
  return start <= asOf && asOf < end;
}
