import { plural } from "@lingui/core/macro";
import { Trans, useLingui } from "@lingui/react/macro";
import { Button, Text } from "@mantine/core";
import { useState } from "react";
import type { Integration } from "../../gen/kadans/v1/integration_pb";
import type { ListQuarantineResponse } from "../../gen/kadans/v1/integration_service_pb";
import { IconHistory } from "../../ui/icons";
import { TextLink } from "../../ui/links";
import { Panel } from "../../ui/Panel";
import { BulkBar } from "../../ui/table/BulkBar";
import { PagedTable } from "../../ui/table/PagedTable";
import type { Replay } from "../replay/use-replay";
import { Kept } from "./Kept";
import { NothingSetAside } from "./NothingSetAside";
import { useReasonChoice, useReasonColumns } from "./use-reason-columns";

interface Props {
  integration: Integration;
  quarantine: ListQuarantineResponse;
  replay: Replay;
}

/** What is set aside, by reason; all of it or some reasons are replayed. */
export function ReasonPanel({ integration, quarantine, replay }: Props) {
  const { t } = useLingui();
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const { groups, notificationCount } = quarantine;
  // A reason may be gone by now.
  const codes = groups.map(({ code }) => code).filter((code) => chosen.has(code));
  const select = useReasonChoice(groups, { chosen: new Set(codes), choose: setChosen });
  const columns = [select, ...useReasonColumns(integration)];
  const running = replay.state.step === "running";
  const run = (reasonCodes: string[]) => {
    replay.run({ case: "quarantine", value: { reasonCodes } });
    setChosen(new Set());
  };
  if (groups.length === 0) return <NothingSetAside quarantine={quarantine} />;
  return (
    <Panel
      title={plural(notificationCount, {
        one: "# notification is set aside now",
        other: "# notifications are set aside now",
      })}
      lead={
        <Trans>
          First{" "}
          <TextLink to="/integrations/$id/format" params={{ id: integration.id }} inherit underline="always">
            correct the format
          </TextLink>
          , then replay.
        </Trans>
      }
      actions={
        <Button leftSection={<IconHistory size={16} />} onClick={() => run([])} disabled={running}>
          <Trans>Replay all</Trans>
        </Button>
      }
    >
      <PagedTable label={t`Reasons`} columns={columns} rows={groups} rowKey={({ code }) => code} />
      <Kept quarantine={quarantine} />
      <Text size="xs" c="dimmed" mt={4}>
        <Trans>A notification with several bad items can be listed under several reasons.</Trans>
      </Text>
      {codes.length > 0 && (
        <BulkBar
          count={plural(codes.length, { one: "# reason selected", other: "# reasons selected" })}
          label={t`Replay`}
          busy={false}
          disabled={running}
          onApply={() => run(codes)}
          onClear={() => setChosen(new Set())}
        />
      )}
    </Panel>
  );
}
