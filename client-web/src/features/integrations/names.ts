import type { Timestamp } from "@bufbuild/protobuf/wkt";
import { useLingui } from "@lingui/react/macro";
import { IntegrationHealthState } from "../../gen/kadans/v1/integration_health_pb";
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

/** What an integration is doing, or what keeps it from doing anything. */
export type Progress = "paused" | "no-token" | "waiting" | "receiving" | "silent" | "rejecting";

/** What an integration is doing, from what the server tells of it. */
export function progressOf({ state, hasActiveUrlToken, healthState }: Integration): Progress {
  if (state === IntegrationState.PAUSED) return "paused";
  if (!hasActiveUrlToken) return "no-token";
  switch (healthState) {
    case IntegrationHealthState.RECEIVING:
      return "receiving";
    case IntegrationHealthState.SILENT:
      return "silent";
    case IntegrationHealthState.REJECTING:
      return "rejecting";
    default:
      return "waiting";
  }
}

/** Since when an integration has been doing that; absent where it is not known. */
export function progressSince(integration: Integration): Timestamp | undefined {
  return progressOf(integration) === "no-token" ? undefined : integration.healthSinceTime;
}
