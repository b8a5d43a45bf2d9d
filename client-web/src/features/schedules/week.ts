import type { Employee } from "../../gen/kadans/v1/employee_pb";
import type { ScheduleDay } from "../../gen/kadans/v1/schedule_pb";
import { addDays } from "../../lib/zoned";
import { toMs } from "../../live/time";

/** What is scheduled in a day; undefined stands for nothing imported, no segments for a day off. */
export interface DayPlan {
  segments: { start: number; end: number; activityId: string }[];
}

/** One employee's week. */
export interface WeekRow {
  employeeId: string;
  name: string;
  /** A plan for each day of the week, Monday first. */
  days: (DayPlan | undefined)[];
}

/** The seven days from a Monday on, as `yyyy-mm-dd`. */
export function daysOf(monday: string): string[] {
  return Array.from({ length: 7 }, (_, index) => addDays(monday, index));
}

/** Puts the days of schedules into rows; who has none gets an empty row. */
export function weekRows(
  monday: string,
  employees: readonly Pick<Employee, "id" | "name">[],
  schedule: readonly ScheduleDay[],
): WeekRow[] {
  const plans = new Map(schedule.map((day) => [`${day.employeeId} ${day.date}`, planOf(day)]));
  const days = daysOf(monday);
  return employees.map(({ id, name }) => ({
    employeeId: id,
    name,
    days: days.map((day) => plans.get(`${id} ${day}`)),
  }));
}

function planOf({ segments }: ScheduleDay): DayPlan {
  const read = segments.map(({ startTime, endTime, activityId }) => ({
    start: toMs(startTime),
    end: toMs(endTime),
    activityId,
  }));
  return { segments: read.sort((a, b) => a.start - b.start) };
}

/** From the first begin to the last end of a plan; undefined on a day off. */
export function shiftOf({ segments }: DayPlan): { start: number; end: number } | undefined {
  const first = segments[0];
  return first && { start: first.start, end: Math.max(...segments.map(({ end }) => end)) };
}

/** Where a segment is within its shift, in percent of the shift's length. */
export function shareOf(
  segment: { start: number; end: number },
  shift: { start: number; end: number },
): { left: number; width: number } {
  const length = shift.end - shift.start;
  return {
    left: (100 * (segment.start - shift.start)) / length,
    width: (100 * (segment.end - segment.start)) / length,
  };
}
