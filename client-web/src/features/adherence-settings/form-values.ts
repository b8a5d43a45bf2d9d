import { create } from "@bufbuild/protobuf";
import { DurationSchema } from "@bufbuild/protobuf/wkt";
import { t } from "@lingui/core/macro";
import {
  type AdherenceSettings,
  AdherenceSettingsSchema,
  UnmappedPolicy,
} from "../../gen/kadans/v1/adherence_settings_pb";
import { decimalOf } from "../../lib/decimal";
import { type DurationParts, partsOf, secondsOf, UNITS, type Unit } from "./durations";

const DAY = 24 * UNITS.hours;
const WEEK = 7 * DAY;

/** The durations among the settings: the units of their fields and what they may be, in seconds. */
export const DURATIONS = {
  notPresentBuffer: { units: ["minutes", "seconds"], least: 0, most: DAY, orZero: true },
  wrongActivityBuffer: { units: ["minutes", "seconds"], least: 0, most: DAY, orZero: true },
  notScheduledBuffer: { units: ["minutes", "seconds"], least: 0, most: DAY, orZero: true },
  severeAfter: { units: ["minutes", "seconds"], least: 0, most: DAY, orZero: true },
  silenceAfter: { units: ["hours", "minutes"], least: UNITS.minutes, most: WEEK, orZero: true },
  autoLogoutAfter: { units: ["hours", "minutes"], least: UNITS.hours, most: WEEK, orZero: false },
} as const satisfies Record<string, { units: readonly Unit[]; least: number; most: number; orZero: boolean }>;

/** Name of a duration among the settings. */
export type DurationName = keyof typeof DURATIONS;

/** Their names, in the order of the page. */
export const DURATION_NAMES = Object.keys(DURATIONS) as DurationName[];

/** What stands in the form. */
export type SettingsValues = Record<DurationName, DurationParts> & {
  targetPercent: string;
  unmappedPolicy: string;
};

/** The form for the settings as they are. */
export function valuesOf(settings: AdherenceSettings): SettingsValues {
  const parts = DURATION_NAMES.map((name) => [
    name,
    partsOf(Number(settings[name]?.seconds ?? 0n), DURATIONS[name].units),
  ]);
  return {
    ...(Object.fromEntries(parts) as Record<DurationName, DurationParts>),
    targetPercent: String(settings.targetPercent),
    unmappedPolicy: String(settings.unmappedPolicy || UnmappedPolicy.PRESENT),
  };
}

/** The settings that the form says; `etag` names the version they were made from. */
export function settingsOf(values: SettingsValues, etag: string): AdherenceSettings {
  const durations = DURATION_NAMES.map((name) => [
    name,
    create(DurationSchema, { seconds: BigInt(secondsOf(values[name])) }),
  ]);
  return create(AdherenceSettingsSchema, {
    ...Object.fromEntries(durations),
    targetPercent: decimalOf(values.targetPercent),
    unmappedPolicy: Number(values.unmappedPolicy),
    etag,
  });
}

/** What is wrong with a duration, or null. */
export function checkDuration(name: DurationName, parts: DurationParts): string | null {
  const { least, most, orZero } = DURATIONS[name];
  const seconds = secondsOf(parts);
  if (Number.isNaN(seconds)) return t`Enter whole numbers.`;
  if ((orZero && seconds === 0) || (seconds >= least && seconds <= most)) return null;
  if (least === 0) return t`Enter at most 24 hours.`;
  return orZero ? t`Enter 0 for never, or from 1 minute to 7 days.` : t`Enter from 1 hour to 7 days.`;
}

/** What is wrong with a target, or null. */
export function checkTarget(text: string): string | null {
  const percent = decimalOf(text);
  return percent > 0 && percent <= 100 ? null : t`Enter a percentage above 0 and at most 100.`;
}
