import { Trans } from "@lingui/react/macro";
import type { Integration } from "../../gen/kadans/v1/integration_pb";
import { TextLink } from "../../ui/links";
import { progressOf } from "./names";

/** Where the checklist of an integration is found on its page. */
export const SET_UP = "set-up";

/** From what an integration is doing to where something can be done about it, if there is such a place. */
export function NextStepLink({ integration }: { integration: Integration }) {
  const params = { id: integration.id };
  switch (progressOf(integration)) {
    case "rejecting":
      return (
        <TextLink to="/integrations/$id/quarantine" params={params} size="sm" underline="always">
          <Trans>See what is set aside</Trans>
        </TextLink>
      );
    case "waiting":
      return (
        <TextLink to="/integrations/$id" params={params} hash={SET_UP} size="sm" underline="always">
          <Trans>To the set-up</Trans>
        </TextLink>
      );
    default:
      return null;
  }
}
