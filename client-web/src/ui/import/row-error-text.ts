import { t } from "@lingui/core/macro";
import type { RowError } from "../../gen/kadans/v1/row_error_pb";

/** What is wrong with a row of a file: in the user's language where the reason is known, else in the server's words. */
export function rowErrorText({ reason, message }: RowError): string {
  switch (reason) {
    case "UNKNOWN_PLANNING_UNIT":
      return t`There is no planning unit of this name.`;
    case "UNKNOWN_GROUP":
      return t`There is no group of this name. Create it first.`;
    case "UNKNOWN_INTEGRATION":
      return t`There is no integration of this name.`;
    case "UNKNOWN_COLUMN":
      return t`This column is not known. Take it out, or see the template for the names.`;
    case "MISSING_COLUMN":
      return t`This column is missing.`;
    case "WRONG_CELL_COUNT":
      return t`The row has more or fewer cells than the header line.`;
    case "REQUIRED":
      return t`Fill in this field.`;
    case "NOT_AN_EMAIL":
      return t`Enter an e-mail address, like name@example.com.`;
    case "TOO_LONG":
      return t`This is too long.`;
    default:
      return message.charAt(0).toUpperCase() + message.slice(1);
  }
}
