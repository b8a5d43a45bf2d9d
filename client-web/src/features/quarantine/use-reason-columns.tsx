import { useLingui } from "@lingui/react/macro";
import { Text } from "@mantine/core";
import type { QuarantineGroup } from "../../gen/kadans/v1/captured_notification_pb";
import type { Integration } from "../../gen/kadans/v1/integration_pb";
import { useFormat } from "../../lib/format";
import { TextLink } from "../../ui/links";
import { RelativeTime } from "../../ui/RelativeTime";
import type { Column } from "../../ui/table/PagedTable";
import { useSelectColumn } from "../../ui/table/use-select-column";
import { useReasonText } from "../notifications/reason-texts";
import { type ReasonCode, useReasonName } from "../notifications/reasons";

/** Codes of reasons that say something else of each thing that was set aside. */
const VARYING: readonly string[] = ["unreadable", "contradiction", "malformed_json", "bad_item"] satisfies ReasonCode[];

interface Choice {
  /** Codes of the chosen reasons. */
  chosen: ReadonlySet<string>;
  choose: (codes: ReadonlySet<string>) => void;
}

/** The column in which reasons are chosen. */
export function useReasonChoice(groups: QuarantineGroup[], { chosen, choose }: Choice): Column<QuarantineGroup> {
  const { t } = useLingui();
  const reasonName = useReasonName();
  const mark = (which: QuarantineGroup[], on: boolean) => {
    const next = new Set(chosen);
    for (const { code } of which) {
      if (on) next.add(code);
      else next.delete(code);
    }
    choose(next);
  };
  return useSelectColumn({
    rows: groups,
    keyOf: ({ code }) => code,
    selected: chosen,
    nameOf: ({ code }) => t`Select ${reasonName(code)}`,
    mark,
  });
}

/** The columns of the reasons for which something is set aside. */
export function useReasonColumns({ id, timeZone }: Integration): Column<QuarantineGroup>[] {
  const { t } = useLingui();
  const format = useFormat();
  const reasonName = useReasonName();
  const reasonText = useReasonText();
  return [
    {
      key: "reason",
      title: t`Reason`,
      cell: (group) => (
        <>
          <Text size="sm" fw={550}>
            {reasonName(group.code)}
          </Text>
          <Text size="xs" c="dimmed" miw={220} maw={560}>
            {VARYING.includes(group.code) ? t`For example: ${reasonText(group)}` : reasonText(group)}
          </Text>
        </>
      ),
    },
    {
      key: "count",
      title: t`Notifications`,
      cell: ({ code, notificationCount }) => (
        <TextLink
          to="/integrations/$id/notifications"
          params={{ id }}
          search={{ reason: code }}
          size="sm"
          aria-label={t`${format.count(notificationCount)} notifications: ${reasonName(code)}`}
        >
          {format.count(notificationCount)}
        </TextLink>
      ),
    },
    {
      key: "oldest",
      title: t`Oldest`,
      cell: ({ oldestTime }) => oldestTime && <RelativeTime time={oldestTime} zone={timeZone} />,
    },
    {
      key: "newest",
      title: t`Newest`,
      cell: ({ newestTime }) => newestTime && <RelativeTime time={newestTime} zone={timeZone} />,
    },
  ];
}
