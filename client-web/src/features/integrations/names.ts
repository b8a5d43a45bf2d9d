import { useLingui } from "@lingui/react/macro";
import { type Integration, IntegrationState } from "../../gen/kadans/v1/integration_pb";
import { DataType, Edition } from "../../gen/kadans/v1/vendor_pb";

/** A function that names what an integration imports: in a word, or in full. */
export function useDataTypeName(): (type: DataType, form: "short" | "full") => string {
  const { t } = useLingui();
  return (type, form) => {
    switch (type) {
      case DataType.AGENT_STATUS:
        return form === "short" ? t`Agent status` : t`Agent Status (historical data)`;
      case DataType.REAL_TIME_ADHERENCE:
        return form === "short" ? t`RTA` : t`RTA (real time)`;
      default:
        return t`Unknown`;
    }
  };
}

/** Name of an edition; never translated. */
export function editionName(edition: Edition): string {
  switch (edition) {
    case Edition.BASIC:
      return "Basic";
    case Edition.ADVANCED:
      return "Advanced";
    case Edition.ENTERPRISE:
      return "Enterprise";
    default:
      return "–";
  }
}

/** How far an integration has come. */
export type Progress = "paused" | "no-token" | "waiting" | "receiving";

/** How far an integration has come, from what the server tells of it. */
export function progressOf(integration: Integration): Progress {
  if (integration.state === IntegrationState.PAUSED) return "paused";
  if (!integration.hasActiveUrlToken) return "no-token";
  return integration.lastNotificationTime ? "receiving" : "waiting";
}
