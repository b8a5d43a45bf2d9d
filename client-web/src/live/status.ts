import { AdherenceStatus, DeviationType } from "../gen/kadans/v1/adherence_pb";

/**
 * What a row's status marker says. The numbers are the order of urgency by which the status column sorts, and
 * index every array of counts.
 */
export const RowStatus = {
  NotPresent: 0,
  WrongActivity: 1,
  NotScheduled: 2,
  Buffered: 3,
  Unknown: 4,
  In: 5,
  Excused: 6,
  Hidden: 7,
} as const;
export type RowStatus = (typeof RowStatus)[keyof typeof RowStatus];

/** Every status, by urgency. */
export const ROW_STATUSES: readonly RowStatus[] = Object.values(RowStatus);

/** Whether the status is one of those out of adherence. */
export function isOut(status: RowStatus): boolean {
  return status <= RowStatus.NotScheduled;
}

/** The marker for a status and deviation as they come from the server. */
export function rowStatus(status: AdherenceStatus, deviation: DeviationType): RowStatus {
  switch (status) {
    case AdherenceStatus.IN:
      return RowStatus.In;
    case AdherenceStatus.BUFFERED:
      return RowStatus.Buffered;
    case AdherenceStatus.EXCUSED:
      return RowStatus.Excused;
    case AdherenceStatus.HIDDEN:
      return RowStatus.Hidden;
    case AdherenceStatus.OUT:
      return outStatus(deviation);
    default:
      return RowStatus.Unknown;
  }
}

function outStatus(deviation: DeviationType): RowStatus {
  if (deviation === DeviationType.NOT_PRESENT) return RowStatus.NotPresent;
  return deviation === DeviationType.NOT_SCHEDULED ? RowStatus.NotScheduled : RowStatus.WrongActivity;
}

/** The server's status for a marker. */
export function adherenceStatus(status: RowStatus): AdherenceStatus {
  switch (status) {
    case RowStatus.In:
      return AdherenceStatus.IN;
    case RowStatus.Buffered:
      return AdherenceStatus.BUFFERED;
    case RowStatus.Excused:
      return AdherenceStatus.EXCUSED;
    case RowStatus.Hidden:
      return AdherenceStatus.HIDDEN;
    case RowStatus.Unknown:
      return AdherenceStatus.UNKNOWN;
    default:
      return AdherenceStatus.OUT;
  }
}
