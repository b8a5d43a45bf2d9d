import { useLingui } from "@lingui/react/macro";
import type { NotificationPreview } from "../../gen/kadans/v1/captured_notification_pb";
import { useFormat } from "../../lib/format";
import { toDate } from "../../lib/time";
import type { Column } from "../../ui/table/PagedTable";
import classes from "./format.module.css";
import { Reading } from "./Reading";

/** The columns of a dry run, with times in `zone`. */
export function useDryRunColumns(zone: string): Column<NotificationPreview>[] {
  const { t } = useLingui();
  const format = useFormat();
  return [
    {
      key: "raw",
      title: t`Received (${zone})`,
      cell: ({ receivedTime, excerpt }) => (
        <>
          {receivedTime && <time>{format.moment(toDate(receivedTime), zone)}</time>}
          <code className={classes.excerpt}>{excerpt}</code>
        </>
      ),
    },
    {
      key: "before",
      title: t`Now`,
      width: "30%",
      cell: ({ before, after }) => <Reading reading={before} other={after} side="before" zone={zone} />,
    },
    {
      key: "after",
      title: t`With this format`,
      width: "30%",
      cell: ({ before, after }) => <Reading reading={after} other={before} side="after" zone={zone} />,
    },
  ];
}
