import type { Duration } from "@bufbuild/protobuf/wkt";
import type { IntegrationHealth, IntegrationHealthStep } from "../../../gen/kadans/v1/integration_health_pb";
import { timestampMs } from "../../../lib/time";

/** Five minutes, in ms. */
export const STEP_MS = 300_000;
const STEPS_PER_DAY = 288;

/** What is counted. */
export const KINDS = ["accepted", "duplicate", "refresh", "late", "quarantined"] as const;
export type Kind = (typeof KINDS)[number];

/** What arrived within some time. */
export interface Counts extends Record<Kind, number> {
  /** Median of receipt less sent time, in ms; absent if nothing came with a time. */
  skewMs: number | undefined;
}

/** Five minutes in which something arrived. */
export interface Step extends Counts {
  /** Place in the window; 0 is the oldest. */
  index: number;
  /** Unix ms. */
  start: number;
}

/** A window of 24 hours. */
export interface Day {
  /** Unix ms. */
  start: number;
  /** How many steps it has, those without notifications included. */
  length: number;
  steps: Step[];
  total: Counts;
}

/** The last 24 hours, as a chart needs them. @param now Unix ms */
export function dayOf({ steps, total }: Pick<IntegrationHealth, "steps" | "total">, now: number): Day {
  const first = total?.startTime ? timestampMs(total.startTime) : now - STEPS_PER_DAY * STEP_MS;
  const start = Math.floor(first / STEP_MS) * STEP_MS;
  const read = steps.flatMap((step) => {
    if (!step.startTime) return [];
    const begin = timestampMs(step.startTime);
    return [{ ...countsOf(step), index: Math.round((begin - start) / STEP_MS), start: begin }];
  });
  const shown = read.filter(({ index }) => index >= 0);
  const length = Math.max(STEPS_PER_DAY, ...shown.map(({ index }) => index + 1));
  return { start, length, steps: shown, total: countsOf(total) };
}

function countsOf(step: IntegrationHealthStep | undefined): Counts {
  return {
    accepted: Number(step?.acceptedCount ?? 0),
    duplicate: Number(step?.duplicateCount ?? 0),
    refresh: Number(step?.refreshCount ?? 0),
    late: Number(step?.lateCount ?? 0),
    quarantined: Number(step?.quarantinedCount ?? 0),
    skewMs: step?.medianClockSkew && durationMs(step.medianClockSkew),
  };
}

function durationMs({ seconds, nanos }: Duration): number {
  return Number(seconds) * 1000 + nanos / 1_000_000;
}
