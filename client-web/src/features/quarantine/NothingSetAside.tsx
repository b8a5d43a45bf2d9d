import { Trans, useLingui } from "@lingui/react/macro";
import { Stack } from "@mantine/core";
import type { ListQuarantineResponse } from "../../gen/kadans/v1/integration_service_pb";
import { EmptyState } from "../../ui/EmptyState";
import { IconCheck } from "../../ui/icons";
import { Kept } from "./Kept";

/** Everything could be read. */
export function NothingSetAside({ quarantine }: { quarantine: ListQuarantineResponse }) {
  const { t } = useLingui();
  return (
    <Stack gap="xs">
      <EmptyState icon={<IconCheck size={26} />} title={t`Nothing is set aside`}>
        <Trans>Everything that came in could be read. What can’t be read will be listed here, with the reason.</Trans>
      </EmptyState>
      <Kept quarantine={quarantine} />
    </Stack>
  );
}
