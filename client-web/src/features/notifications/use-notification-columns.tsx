import { useLingui } from "@lingui/react/macro";
import { Text } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import type { CapturedNotification } from "../../gen/kadans/v1/captured_notification_pb";
import type { Integration } from "../../gen/kadans/v1/integration_pb";
import { useFormat } from "../../lib/format";
import { toDate } from "../../lib/time";
import type { Column } from "../../ui/table/PagedTable";
import { useSelectColumn } from "../../ui/table/use-select-column";
import { hasFormat } from "../integrations/vendors";
import { isDuplicate } from "./duplicate";
import classes from "./notifications.module.css";
import { OutcomeTag } from "./OutcomeTag";
import { useReasonName } from "./reasons";

interface Choice {
  selected: ReadonlySet<string>;
  select: (ids: ReadonlySet<string>) => void;
}

/** The columns of the notifications, with times in the integration's zone; those that can be read anew are chosen. */
export function useNotificationColumns(
  notifications: CapturedNotification[],
  integration: Integration,
  { selected, select }: Choice,
): Column<CapturedNotification>[] {
  const { t } = useLingui();
  const format = useFormat();
  const { id: integrationId, vendorId, timeZone: zone } = integration;
  const choose = (which: CapturedNotification[], chosen: boolean) => {
    const next = new Set(selected);
    for (const { id } of which) chosen ? next.add(id) : next.delete(id);
    select(next);
  };
  const moment = ({ receivedTime }: CapturedNotification) =>
    receivedTime ? format.moment(toDate(receivedTime), zone) : "–";
  const selectColumn = useSelectColumn({
    rows: notifications,
    keyOf: ({ id }) => id,
    selected,
    nameOf: (notification) => t`Select the one of ${moment(notification)}`,
    mark: choose,
    className: classes.above,
  });
  const columns: Column<CapturedNotification>[] = [
    selectColumn,
    {
      key: "time",
      title: t`Received (${zone})`,
      width: "215px",
      cell: (notification) => (
        <Link
          to="/integrations/$id/notifications"
          params={{ id: integrationId }}
          search={(before) => ({ ...before, open: notification.id })}
          className={classes.open}
        >
          {moment(notification)}
        </Link>
      ),
    },
    { key: "outcome", title: t`Outcome`, width: "150px", cell: ({ outcome }) => <OutcomeTag outcome={outcome} /> },
    {
      key: "read",
      title: t`What was read`,
      cell: (notification) =>
        isDuplicate(notification) ? (
          <Text size="sm" c="dimmed">
            {t`Duplicate: was stored already`}
          </Text>
        ) : (
          <Read notification={notification} />
        ),
    },
    {
      key: "raw",
      title: t`Raw text`,
      cell: ({ body, query, isRawDeleted }) =>
        isRawDeleted ? (
          <Text size="xs" c="dimmed">
            {t`Deleted`}
          </Text>
        ) : (
          <code className={classes.excerpt}>{body || query || "–"}</code>
        ),
    },
  ];
  return hasFormat(vendorId) ? columns : columns.filter(({ key }) => key !== "select");
}

/** The first state, or why there is none. */
function Read({ notification: { states, unreadableItems } }: { notification: CapturedNotification }) {
  const { t } = useLingui();
  const reasonName = useReasonName();
  const [first] = states;
  const more = states.length - 1;
  const reasons = [...new Set(unreadableItems.map(({ code }) => reasonName(code)))];
  if (!first && reasons.length === 0) return "–";
  return (
    <>
      {first?.state && (
        <Text size="sm">
          {[first.state.agent, first.state.status, first.state.detail].filter(Boolean).join(" · ")}
          {more > 0 && (
            <Text span size="xs" c="dimmed">
              {" "}
              {t`and ${more} more`}
            </Text>
          )}
        </Text>
      )}
      {reasons.length > 0 && (
        <Text size="sm" c="var(--kd-not-present-text)">
          {reasons.join(", ")}
        </Text>
      )}
    </>
  );
}
