import { expect, it } from "vitest";
import { ActivityType } from "../../gen/kadans/v1/activity_pb";
import { countTypes } from "./type-counts";

const { PRESENCE, BREAK, MEETING, ABSENCE } = ActivityType;

it("adds up who should be present, on a break or in a meeting, and who is", () => {
  const activities = new Map([
    ["calls", { type: PRESENCE }],
    ["chat", { type: PRESENCE }],
    ["lunch", { type: BREAK }],
    ["sick", { type: ABSENCE }],
  ]);
  const counts = [
    { id: "calls", scheduled: 10, actual: 7 },
    { id: "chat", scheduled: 2, actual: 3 },
    { id: "lunch", scheduled: 1, actual: 3 },
    { id: "sick", scheduled: 5, actual: 5 },
    { id: "just created", scheduled: 1, actual: 1 },
  ];
  expect(countTypes(counts, activities)).toEqual([
    { type: PRESENCE, scheduled: 12, actual: 10 },
    { type: BREAK, scheduled: 1, actual: 3 },
    { type: MEETING, scheduled: 0, actual: 0 },
  ]);
});
