import { create, type MessageInitShape } from "@bufbuild/protobuf";
import { timestampFromMs } from "@bufbuild/protobuf/wkt";
import { expect, it } from "vitest";
import { IntegrationHealthSchema } from "../../../gen/kadans/v1/integration_health_pb";
import { dayOf, STEP_MS } from "./steps";

const START = Date.parse("2026-11-21T10:00:00Z");

const health = (fields: MessageInitShape<typeof IntegrationHealthSchema>) => create(IntegrationHealthSchema, fields);
const at = (step: number) => timestampFromMs(START + step * STEP_MS);

it("a day has all its steps, those without notifications included", () => {
  const day = dayOf(health({ total: { startTime: at(0) }, steps: [{ startTime: at(3), acceptedCount: 2n }] }), START);
  expect(day).toMatchObject({ start: START, length: 288, steps: [{ index: 3, accepted: 2, quarantined: 0 }] });
});

it("the five minutes that are not over yet have their place too", () => {
  const day = dayOf(health({ total: { startTime: at(0) }, steps: [{ startTime: at(288), lateCount: 1n }] }), START);
  expect(day.length).toBe(289);
});

it("skew is told in milliseconds, and absent if nothing came with a time", () => {
  const medianClockSkew = { seconds: -1n, nanos: -500_000_000 };
  const steps = [{ startTime: at(0), medianClockSkew }, { startTime: at(1) }];
  const day = dayOf(health({ total: { startTime: at(0) }, steps }), START);
  expect(day.steps.map(({ skewMs }) => skewMs)).toEqual([-1500, undefined]);
});

it("an integration that nothing was ever heard of has an empty day", () => {
  const day = dayOf(health({}), START);
  expect(day).toMatchObject({ length: 288, steps: [], total: { accepted: 0, skewMs: undefined } });
});
