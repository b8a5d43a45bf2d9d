import { plural } from "@lingui/core/macro";
import { Trans, useLingui } from "@lingui/react/macro";
import { Group, Switch, Text } from "@mantine/core";
import { useEffect, useRef, useState } from "react";
import type { PreviewNotificationFormatResponse } from "../../gen/kadans/v1/integration_service_pb";
import { IconAlert, IconCheck, IconInfo } from "../../ui/icons";
import { Panel } from "../../ui/Panel";
import { Tag } from "../../ui/Tag";
import { PagedTable } from "../../ui/table/PagedTable";
import { useDryRunColumns } from "./use-dry-run-columns";

interface Props {
  result: PreviewNotificationFormatResponse;
  zone: string;
  /** Whether the format was changed since it was tried. */
  stale: boolean;
}

/** How what was captured is read now, and how it would be read. Nothing is changed by that. */
export function DryRun({ result, zone, stale }: Props) {
  const { t } = useLingui();
  const { previews, changedCount, newlyReadableCount, newlyUnreadableCount } = result;
  const [all, setAll] = useState(false);
  const columns = useDryRunColumns(zone);
  const top = useRef<HTMLDivElement>(null);
  // The outcome is what was asked for, and the button is far below it.
  useEffect(() => {
    if (result) top.current?.scrollIntoView({ block: "start" });
  }, [result]);
  const rows = all ? previews : previews.filter(({ isChanged }) => isChanged);
  return (
    <div ref={top}>
      <Panel
        title={t`Dry run`}
        lead={plural(previews.length, {
          one: "# notification was tried, and nothing was changed by that.",
          other: "# notifications were tried, and nothing was changed by that.",
        })}
        actions={
          <Switch
            label={t`Show those that stay the same, too`}
            checked={all}
            onChange={(event) => setAll(event.currentTarget.checked)}
          />
        }
      >
        {stale && (
          <Text size="sm" mb="xs">
            <Trans>You have changed the format since. Try it again to see what it does now.</Trans>
          </Text>
        )}
        <Group gap="xs" mb="sm" role="status">
          <Tag tone="unknown" icon={<IconInfo size={13} />}>
            {plural(changedCount, { one: "# is read differently", other: "# are read differently" })}
          </Tag>
          <Tag tone="in" icon={<IconCheck size={13} />}>
            {plural(newlyReadableCount, { one: "# becomes readable", other: "# become readable" })}
          </Tag>
          <Tag tone={newlyUnreadableCount > 0 ? "not-present" : "unknown"} icon={<IconAlert size={13} />}>
            {plural(newlyUnreadableCount, { one: "# becomes unreadable", other: "# become unreadable" })}
          </Tag>
        </Group>
        {rows.length > 0 ? (
          <PagedTable label={t`Dry run`} columns={columns} rows={rows} rowKey={({ id }) => id} />
        ) : (
          <Text size="sm" c="dimmed">
            {previews.length === 0 ? (
              <Trans>Nothing was captured yet.</Trans>
            ) : (
              <Trans>All of them would be read just as they are now.</Trans>
            )}
          </Text>
        )}
      </Panel>
    </div>
  );
}
