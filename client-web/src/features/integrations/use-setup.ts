import { useQuery } from "@connectrpc/connect-query";
import type { Integration } from "../../gen/kadans/v1/integration_pb";
import { MappingService } from "../../gen/kadans/v1/mapping_service_pb";
import type { UrlToken } from "../../gen/kadans/v1/url_token_pb";
import { isValid } from "./token-status";
import { type Credential, credentialOf } from "./vendors";

/** So many of so many. */
export interface Share {
  done: number;
  all: number;
}

/** How far an integration's set-up has come. */
export interface Setup {
  integrationId: string;
  credential: Credential;
  /** What the newest token that holds can be recognised by; absent if none does. */
  hint: string | undefined;
  tokenGenerated: boolean;
  notificationsSent: boolean;
  firstNotification: Integration["lastNotificationTime"];
  /** Absent until known. */
  users: Share | undefined;
  statuses: Share | undefined;
}

/** Watches how far the set-up of an integration has come. */
export function useSetup(integration: Integration | undefined, tokens: UrlToken[], intervalMs: number): Setup {
  const integrationId = integration?.id ?? "";
  const options = { enabled: integration !== undefined, refetchInterval: intervalMs };
  const { listExternalUsers, listExternalStatuses } = MappingService.method;
  // Only the counts matter, so one row each is plenty.
  const one = { integrationId, pageSize: 1 };
  const users = useQuery(listExternalUsers, one, options);
  const openUsers = useQuery(listExternalUsers, { ...one, onlyUnassigned: true }, options);
  const statuses = useQuery(listExternalStatuses, one, options);
  const openStatuses = useQuery(listExternalStatuses, { ...one, onlyUnmapped: true }, options);
  return {
    integrationId,
    credential: credentialOf(integration?.vendorId ?? ""),
    hint: tokens.find((token) => isValid(token, Date.now()))?.hint,
    tokenGenerated: integration?.hasActiveUrlToken ?? false,
    notificationsSent: tokens.some(({ lastUseTime }) => lastUseTime !== undefined),
    firstNotification: integration?.lastNotificationTime,
    users: share(users.data?.totalSize, openUsers.data?.totalSize),
    statuses: share(statuses.data?.totalSize, openStatuses.data?.totalSize),
  };
}

function share(all: number | undefined, open: number | undefined): Share | undefined {
  return all === undefined || open === undefined ? undefined : { all, done: Math.max(0, all - open) };
}
