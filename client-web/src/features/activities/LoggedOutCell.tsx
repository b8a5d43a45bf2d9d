import { Trans } from "@lingui/react/macro";
import { Text } from "@mantine/core";
import { type ExternalStatus, MappingSource } from "../../gen/kadans/v1/external_status_pb";
import { TextLink } from "../../ui/links";
import { useIntegrationsWithFormat } from "../integrations/use-integration-names";
import { hasRole, INTEGRATION_ROLES } from "../session/roles";
import { useSession } from "../session/session-context";

/** Whether its integration says that a status means Logged out: that wins over any mapping. */
export function isLoggedOut({ mappingSource }: ExternalStatus): boolean {
  return mappingSource === MappingSource.LOGGED_OUT;
}

/** In the place of a choice that would have no effect: where it is decided what the status means. */
export function LoggedOutCell({ status: { integrationId } }: { status: ExternalStatus }) {
  const mayFormat = hasRole(useSession(), INTEGRATION_ROLES);
  const format = useIntegrationsWithFormat().has(integrationId) && mayFormat;
  return (
    <Text size="xs" c="dimmed">
      {format ? (
        <Trans>
          The integration’s{" "}
          <TextLink to="/integrations/$id/format" params={{ id: integrationId }} size="xs" underline="always">
            notification format
          </TextLink>{" "}
          says that this status means “Logged out”. No mapping changes that.
        </Trans>
      ) : (
        <Trans>In this integration the status means “Logged out”. No mapping changes that.</Trans>
      )}
    </Text>
  );
}
