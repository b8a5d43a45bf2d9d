import { t } from "@lingui/core/macro";
import type { RowError } from "../../gen/kadans/v1/row_error_pb";

const sentence = (message: string) => message.charAt(0).toUpperCase() + message.slice(1);

/** What is wrong with a row of a file: in the user's language where the reason is known, else in the server's words. */
export function rowErrorText({ reason, message }: RowError): string {
  const line = /line (\d+)/.exec(message)?.[1] ?? "";
  switch (reason) {
    case "UNKNOWN_PLANNING_UNIT":
      return t`There is no planning unit of this name.`;
    case "UNKNOWN_GROUP":
      return t`There is no group of this name. Create it first.`;
    case "UNKNOWN_INTEGRATION":
      return t`There is no integration of this name.`;
    case "UNKNOWN_EMPLOYEE":
      return t`There is no such employee among those you plan. Give the personnel number, the e-mail address or the name.`;
    case "UNKNOWN_ACTIVITY":
      return t`There is no activity of this name. Create it first.`;
    case "UNKNOWN_COLUMN":
      return t`This column is not known. Take it out, or see the template for the names.`;
    case "MISSING_COLUMN":
      return t`This column is missing.`;
    case "COLUMN_TWICE":
      return t`This column is there twice. Keep one.`;
    case "WRONG_CELL_COUNT":
    case "TOO_MANY_CELLS":
      return t`The row has more or fewer cells than the header line.`;
    case "REQUIRED":
      return /day off/.test(message)
        ? t`Give a time. Only a day off has none: a row with an employee and a date alone.`
        : t`Fill in this field.`;
    case "NOT_AN_EMAIL":
      return t`Enter an e-mail address, like name@example.com.`;
    case "NOT_A_DATE":
      return t`Enter a day as yyyy-mm-dd or dd/mm/yyyy.`;
    case "NOT_A_TIME":
      return t`Enter a time as yyyy-mm-dd hh:mm or dd/mm/yyyy hh:mm, or with an offset, like 2026-03-02T08:00:00+01:00.`;
    case "SKIPPED_TIME":
      return t`This time does not exist: the clocks are set forward over it.`;
    case "NOT_AFTER_START":
      return t`The end must be later than the start.`;
    case "OTHER_DAY":
      return t`The segment begins on another day. Leave this empty.`;
    case "NOT_SCHEDULABLE":
      return t`This activity can’t be scheduled: it is being logged out.`;
    case "OVERLAP":
      return overlapText(message, line);
    case "DAY_OFF":
      return t`Line ${line} says something else about this day: it is scheduled, or it is a day off. Keep one of the two.`;
    case "AMBIGUOUS":
    case "AMBIGUOUS_EMPLOYEE":
      return t`This is said of several employees. Give the personnel number.`;
    case "DUPLICATE":
      return line ? t`Line ${line} has this already. Keep one of the two.` : t`This column is there twice. Keep one.`;
    case "TOO_LONG":
      return tooLongText(message);
    case "CONTROL_CHARACTER":
      return t`This has control characters, such as a line break. Take them out.`;
    case "NOT_UTF8":
      return t`The file is not UTF-8. Save it as CSV in UTF-8.`;
    case "EMPTY":
    case "EMPTY_FILE":
      return t`The file is empty. Begin with a header line.`;
    case "TOO_MANY_ROWS":
      return t`The file has too many rows. Import it in several parts.`;
    default:
      return sentence(message);
  }
}

function tooLongText(message: string): string {
  const [, most, unit] = /at most (\d+) (characters|hours)/.exec(message) ?? [];
  if (!most) return t`This is too long.`;
  return unit === "hours"
    ? t`The end must be at most ${most} hours later than the start.`
    : t`Use at most ${most} characters.`;
}

function overlapText(message: string, line: string): string {
  const [, start, end] = /which lasts from (.*) to (.*): correct/.exec(message) ?? [];
  if (!start || !end) return sentence(message);
  return line
    ? t`Overlaps the segment of line ${line}, from ${start} to ${end}. Correct one of the two.`
    : t`Overlaps a segment from ${start} to ${end} of a day that is not in the file. Correct one of the two.`;
}
