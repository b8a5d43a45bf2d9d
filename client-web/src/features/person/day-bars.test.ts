import { create, type MessageInitShape } from "@bufbuild/protobuf";
import { expect, it } from "vitest";
import { type AdherenceSegmentSchema, AdherenceStatus, DeviationType } from "../../gen/kadans/v1/adherence_pb";
import { GetPersonAdherenceResponseSchema } from "../../gen/kadans/v1/adherence_service_pb";
import { OFFLINE_ID } from "../../lib/activities";
import { fromMs } from "../../live/time";
import { readDay } from "./day";
import { barsOf } from "./day-bars";

const MINUTE = 60_000;
const { IN, OUT, HIDDEN, UNKNOWN } = AdherenceStatus;

type Segment = MessageInitShape<typeof AdherenceSegmentSchema>;

/** Bars of a day: a segment per entry, with its end in minutes. */
function bars(...segments: [end: number, segment: Segment][]) {
  let start = 0;
  const answer = create(GetPersonAdherenceResponseSchema, {
    timeZone: "UTC",
    startTime: fromMs(0),
    endTime: fromMs(1440 * MINUTE),
    asOf: fromMs(1440 * MINUTE),
    schedule: [{ startTime: fromMs(0), endTime: fromMs(60 * MINUTE), activityId: "calls" }],
    segments: segments.map(([end, segment]) => {
      const stretch = { startTime: fromMs(start * MINUTE), endTime: fromMs(end * MINUTE), ...segment };
      start = end;
      return stretch as never;
    }),
  });
  const looks = { activity: (id: string) => id, color: () => "#1c7ed6", status: (tone: string) => tone };
  return barsOf(readDay(answer), looks).map(({ lane, start, end, label }) => [
    lane,
    start / MINUTE,
    end / MINUTE,
    label,
  ]);
}

const calls = { activityId: "calls", status: "TALK" };

it("shows the schedule, what was done, and where they differ", () => {
  const wrong = { status: OUT, deviationType: DeviationType.WRONG_ACTIVITY, actual: { activityId: "lunch" } };
  expect(bars([30, { status: IN, actual: calls }], [60, wrong])).toEqual([
    ["scheduled", 0, 60, "calls"],
    ["actual", 0, 30, "calls"],
    ["actual", 30, 60, "lunch"],
    ["deviation", 30, 60, "wrong-activity"],
  ]);
});

it("draws one bar for an activity that goes on while its status changes", () => {
  const extra = { status: OUT, deviationType: DeviationType.NOT_SCHEDULED, actual: calls };
  expect(bars([60, { status: IN, actual: calls }], [90, extra]).filter(([lane]) => lane === "actual")).toEqual([
    ["actual", 0, 90, "calls"],
  ]);
});

it("draws nothing for somebody who is logged out and not scheduled, but what is unknown", () => {
  const off = { status: HIDDEN, actual: { activityId: OFFLINE_ID } };
  expect(bars([30, { status: UNKNOWN }], [120, off]).slice(1)).toEqual([
    ["actual", 0, 30, ""],
    ["deviation", 0, 30, "unknown"],
  ]);
});
