import { isDay, mondayOf } from "../../lib/zoned";

/** What the address of the schedules says. */
export interface SchedulesSearch {
  /** A day of the week that is shown, as `yyyy-mm-dd`; this week if absent. */
  week?: string;
  /** A planning unit's id; the first one if absent. */
  unit?: string;
}

/** Reads the address; what it does not understand counts as absent. */
export function parseSchedulesSearch({ week, unit }: Record<string, unknown>): SchedulesSearch {
  return {
    // An absent key would leave the address as it is.
    week: isDay(week) ? mondayOf(week) : undefined,
    unit: typeof unit === "string" && unit !== "" ? unit : undefined,
  };
}
