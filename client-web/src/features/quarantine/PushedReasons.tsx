import { plural } from "@lingui/core/macro";
import { Trans, useLingui } from "@lingui/react/macro";
import { Text } from "@mantine/core";
import type { Integration } from "../../gen/kadans/v1/integration_pb";
import type { ListQuarantineResponse } from "../../gen/kadans/v1/integration_service_pb";
import { Panel } from "../../ui/Panel";
import { PagedTable } from "../../ui/table/PagedTable";
import { Kept } from "./Kept";
import { NothingSetAside } from "./NothingSetAside";
import { useReasonColumns } from "./use-reason-columns";

interface Props {
  integration: Integration;
  quarantine: ListQuarantineResponse;
}

/** What was pushed and set aside, by reason. No format reads it, so there is nothing to read anew. */
export function PushedReasons({ integration, quarantine }: Props) {
  const { t } = useLingui();
  const columns = useReasonColumns(integration);
  const { groups, notificationCount } = quarantine;
  if (groups.length === 0) return <NothingSetAside quarantine={quarantine} />;
  return (
    <Panel
      title={plural(notificationCount, {
        one: "# notification is set aside now",
        other: "# notifications are set aside now",
      })}
    >
      <PagedTable label={t`Reasons`} columns={columns} rows={groups} rowKey={({ code }) => code} />
      <Kept quarantine={quarantine} />
      <Text size="xs" c="dimmed" mt={4}>
        <Trans>A notification with several bad items can be listed under several reasons.</Trans>
      </Text>
    </Panel>
  );
}
