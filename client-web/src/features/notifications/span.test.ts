import { expect, it } from "vitest";
import { timestampMs } from "../../lib/time";
import type { NotificationsSearch } from "./search";
import { parseNotificationsSearch } from "./search";
import { spanOf } from "./span";

const NOW = Date.parse("2026-03-29T10:30:40Z");

function span(search: NotificationsSearch) {
  const { startTime, endTime } = spanOf(search, "Europe/Madrid", NOW);
  return [startTime, endTime].map((time) => time && new Date(timestampMs(time)).toISOString());
}

it("without a range any time is meant", () => {
  expect(span({})).toEqual([undefined, undefined]);
});

it("the last hour begins at a whole minute", () => {
  expect(span({ range: "hour" })).toEqual(["2026-03-29T09:30:00.000Z", undefined]);
});

it("days begin at midnight of the integration's zone", () => {
  expect(span({ range: "today" })[0]).toBe("2026-03-28T23:00:00.000Z");
  expect(span({ range: "week" })[0]).toBe("2026-03-22T23:00:00.000Z");
});

it("chosen times may be open at an end, or given the wrong way round", () => {
  expect(span({ range: "times", from: "2026-03-29T12:00" })).toEqual(["2026-03-29T10:00:00.000Z", undefined]);
  const turned = span({ range: "times", from: "2026-03-29T12:00", to: "2026-03-29T01:00" });
  expect(turned).toEqual(["2026-03-29T00:00:00.000Z", "2026-03-29T10:00:00.000Z"]);
});

it("an address keeps what it knows and drops the rest", () => {
  const search = parseNotificationsSearch({ range: "times", from: "2026-03-29T12:00", to: "soon", agent: 4711, x: 1 });
  expect(search).toEqual({ range: "times", from: "2026-03-29T12:00", agent: "4711" });
});
