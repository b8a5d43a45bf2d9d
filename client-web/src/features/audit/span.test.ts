import { timestampMs } from "@bufbuild/protobuf/wkt";
import { expect, it } from "vitest";
import { parseAuditSearch } from "./search";
import { spanOf } from "./span";

const NOW = Date.parse("2026-11-21T23:30:00Z");
const iso = (time: Parameters<typeof timestampMs>[0] | undefined) =>
  time ? new Date(timestampMs(time)).toISOString() : undefined;

it.each([
  ["today begins at midnight by the clocks here", { range: "today" }, "2026-11-21T23:00:00.000Z", undefined],
  ["seven days are today and the six before", { range: "week" }, "2026-11-15T23:00:00.000Z", undefined],
  [
    "chosen days are whole, the last included, over a change of the clocks",
    { range: "days", from: "2026-10-24", to: "2026-10-25" },
    "2026-10-23T22:00:00.000Z",
    "2026-10-25T23:00:00.000Z",
  ],
  [
    "days chosen the other way round mean the same",
    { range: "days", from: "2026-11-03", to: "2026-11-02" },
    "2026-11-01T23:00:00.000Z",
    "2026-11-03T23:00:00.000Z",
  ],
  ["any time has no bounds", {}, undefined, undefined],
])("%s", (_, search, start, end) => {
  const { startTime, endTime } = spanOf(parseAuditSearch(search), "Europe/Madrid", NOW);
  expect([iso(startTime), iso(endTime)]).toEqual([start, end]);
});

it("an address that makes no sense is any time", () => {
  expect(parseAuditSearch({ range: "ever", from: "2026-02-31", to: 7 })).toEqual({});
});
