import { useMutation } from "@connectrpc/connect-query";
import { IntegrationService } from "../../gen/kadans/v1/integration_service_pb";
import { useRefresh } from "../../rpc/use-refresh";
import { notifyDone, notifyProblem } from "../../ui/notify";
import { useCredentialWords } from "./use-credential-words";
import type { Credential } from "./vendors";

/** Revokes a URL token or an API key. */
export function useRevoke(credential: Credential) {
  const { revoked, notRevoked } = useCredentialWords(credential);
  const refresh = useRefresh(IntegrationService);
  return useMutation(IntegrationService.method.revokeUrlToken, {
    onSuccess: () => {
      notifyDone(revoked);
      return refresh();
    },
    onError: (error) => notifyProblem(notRevoked, error),
  });
}
