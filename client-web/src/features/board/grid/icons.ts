import { RowStatus } from "../../../live/status";

/** Outlines in a 16 × 16 box: shapes that differ without their colour. */
export const STATUS_ICONS: Readonly<Record<RowStatus, string>> = {
  // A person crossed out.
  [RowStatus.NotPresent]:
    "M8 1.5a6.5 6.5 0 1 0 0 13 6.5 6.5 0 0 0 0-13ZM5.9 4.8 8 6.9l2.1-2.1 1.1 1.1L9.1 8l2.1 2.1-1.1 1.1L8 9.1l-2.1 2.1-1.1-1.1L6.9 8 4.8 5.9Z",
  // A warning triangle.
  [RowStatus.WrongActivity]: "M8 1.2 15.2 14H.8ZM7.2 5.6v4.2h1.6V5.6Zm0 5.4v1.6h1.6V11Z",
  // A square with a plus: more than planned.
  [RowStatus.NotScheduled]: "M2 2h12v12H2Zm5.2 2.6v2.6H4.6v1.6h2.6v2.6h1.6V8.8h2.6V7.2H8.8V4.6Z",
  // An hourglass.
  [RowStatus.Buffered]:
    "M3.5 1.5h9V3h-.8c0 2.6-1.3 3.9-2.7 5 1.4 1.1 2.7 2.4 2.7 5h.8v1.5h-9V13h.8c0-2.6 1.3-3.9 2.7-5-1.4-1.1-2.7-2.4-2.7-5h-.8ZM5.9 3c0 1.6.9 2.6 2.1 3.6C9.2 5.6 10.1 4.6 10.1 3Z",
  // A question mark in a ring.
  [RowStatus.Unknown]:
    "M8 1.5a6.5 6.5 0 1 0 0 13 6.5 6.5 0 0 0 0-13ZM8 3.8c1.6 0 2.7 1 2.7 2.3 0 1.1-.7 1.6-1.3 2-.5.4-.7.6-.7 1.2H7.2c0-1.2.6-1.8 1.2-2.2.5-.4.8-.5.8-1 0-.5-.5-.9-1.2-.9s-1.2.4-1.3 1.1H5.2C5.3 4.7 6.4 3.8 8 3.8ZM7.2 10.6h1.6v1.6H7.2Z",
  // A tick.
  [RowStatus.In]: "M6.2 12.9 1.7 8.4l1.3-1.3 3.2 3.2L13 3.5l1.3 1.3Z",
  // A shield.
  [RowStatus.Excused]:
    "M8 1.2 13.5 3.2v4.3c0 3.4-2.3 6-5.5 7.3-3.2-1.3-5.5-3.9-5.5-7.3V3.2ZM7.2 10.8l3.9-3.9-1.1-1.1-2.8 2.8-1.3-1.3-1.1 1.1Z",
  // A dash.
  [RowStatus.Hidden]: "M3 7.2h10v1.6H3Z",
};

/** Names as they are in class names, colours and addresses. */
export const STATUS_SLUGS: Readonly<Record<RowStatus, string>> = {
  [RowStatus.NotPresent]: "not-present",
  [RowStatus.WrongActivity]: "wrong-activity",
  [RowStatus.NotScheduled]: "not-scheduled",
  [RowStatus.Buffered]: "buffered",
  [RowStatus.Unknown]: "unknown",
  [RowStatus.In]: "in",
  [RowStatus.Excused]: "excused",
  [RowStatus.Hidden]: "hidden",
};
