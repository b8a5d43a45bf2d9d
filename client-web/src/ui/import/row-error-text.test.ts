import { create } from "@bufbuild/protobuf";
import { expect, it } from "vitest";
import { RowErrorSchema } from "../../gen/kadans/v1/row_error_pb";
import { rowErrorText } from "./row-error-text";

const text = (reason: string, message: string) => rowErrorText(create(RowErrorSchema, { reason, message }));

/** Every reason that an import of schedules or of employees gives. */
const REASONS = [
  ...["AMBIGUOUS", "AMBIGUOUS_EMPLOYEE", "COLUMN_TWICE", "CONTROL_CHARACTER", "DAY_OFF", "DUPLICATE", "EMPTY"],
  ...["EMPTY_FILE", "MISSING_COLUMN", "NOT_AFTER_START", "NOT_AN_EMAIL", "NOT_A_DATE", "NOT_A_TIME", "NOT_SCHEDULABLE"],
  ...["NOT_UTF8", "OTHER_DAY", "REQUIRED", "SKIPPED_TIME", "TOO_LONG", "TOO_MANY_CELLS", "TOO_MANY_ROWS"],
  ...["UNKNOWN_ACTIVITY", "UNKNOWN_COLUMN", "UNKNOWN_EMPLOYEE", "UNKNOWN_GROUP", "UNKNOWN_INTEGRATION"],
  ...["UNKNOWN_PLANNING_UNIT", "WRONG_CELL_COUNT"],
];

it("says every reason in the language of the page", () => {
  for (const reason of REASONS) {
    expect(text(reason, "words of the server")).not.toMatch(/words of the server/i);
  }
});

it("says which line a row contradicts", () => {
  expect(text("DUPLICATE", "is in line 7 already: give each employee one row")).toBe(
    "Line 7 has this already. Keep one of the two.",
  );
  const when = "which lasts from 2026-03-02T08:00:00 to 2026-03-02T12:00:00: correct one of the two";
  expect(text("OVERLAP", `overlaps the segment of line 4, ${when}`)).toBe(
    "Overlaps the segment of line 4, from 2026-03-02T08:00:00 to 2026-03-02T12:00:00. Correct one of the two.",
  );
  expect(text("OVERLAP", `overlaps a segment stored before, of a day that is not in the file, ${when}`)).toBe(
    "Overlaps a segment from 2026-03-02T08:00:00 to 2026-03-02T12:00:00 of a day that is not in the file. Correct one of the two.",
  );
});

it("says how long something may be", () => {
  expect(text("TOO_LONG", "must have at most 200 characters")).toBe("Use at most 200 characters.");
  expect(text("TOO_LONG", "must be at most 48 hours later than the start")).toBe(
    "The end must be at most 48 hours later than the start.",
  );
  expect(text("TOO_LONG", "goes on for ever")).toBe("This is too long.");
});

it("says what a row without times would be", () => {
  const message = "must be given, unless the row is a day off: an employee and a date alone";
  expect(text("REQUIRED", message)).toBe(
    "Give a time. Only a day off has none: a row with an employee and a date alone.",
  );
  expect(text("REQUIRED", "must name an activity")).toBe("Fill in this field.");
});

it("says a new reason in the server's words", () => {
  expect(text("ECLIPSE", "the moon was in the way")).toBe("The moon was in the way");
});
