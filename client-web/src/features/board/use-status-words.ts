import { useLingui } from "@lingui/react/macro";
import { useMemo } from "react";
import { RowStatus } from "../../live/status";
import type { Column } from "../../live/view/query";

/** The words for each status. */
export function useStatusWords(): Record<RowStatus, string> {
  const { t } = useLingui();
  return useMemo(
    () => ({
      [RowStatus.NotPresent]: t`Not present`,
      [RowStatus.WrongActivity]: t`Wrong activity`,
      [RowStatus.NotScheduled]: t`Not scheduled`,
      [RowStatus.Buffered]: t`In buffer time`,
      [RowStatus.Unknown]: t`Unknown`,
      [RowStatus.In]: t`In adherence`,
      [RowStatus.Excused]: t`Excused`,
      [RowStatus.Hidden]: t`Neither scheduled nor working`,
    }),
    [t],
  );
}

/** The headings of the columns. */
export function useColumnWords(): Record<Column, string> {
  const { t } = useLingui();
  return useMemo(
    () => ({
      name: t`Name`,
      actual: t`Actual activity`,
      status: t`Status`,
      scheduled: t`Scheduled activity`,
      out: t`Out-of-adherence duration`,
      current: t`Current activity duration`,
      unit: t`Planning unit`,
    }),
    [t],
  );
}
