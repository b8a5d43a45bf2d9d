import type { Timestamp } from "@bufbuild/protobuf/wkt";
import { createClient } from "@connectrpc/connect";
import { useTransport } from "@connectrpc/connect-query";
import { useState } from "react";
import type { Integration } from "../../gen/kadans/v1/integration_pb";
import { IntegrationService } from "../../gen/kadans/v1/integration_service_pb";
import { useRefresh } from "../../rpc/use-refresh";
import { notifyProblem } from "../../ui/notify";
import { useCredentialWords } from "./use-credential-words";
import { credentialOf } from "./vendors";

/** A secret, as long as it is on the screen. */
export interface Generated {
  /** The notification URL, which is the secret itself unless there is a key. */
  url: string;
  /** The API key; empty if the vendor has a secret URL. */
  apiKey: string;
  /** When the tokens before it stop being valid; absent if there were none. */
  previousExpireTime: Timestamp | undefined;
}

/** Generates URL tokens. The answer goes into this component's state alone, never into the cache of answers. */
export function useGenerate({ id: integrationId, vendorId }: Integration) {
  const { notGenerated } = useCredentialWords(credentialOf(vendorId));
  const transport = useTransport();
  const refresh = useRefresh(IntegrationService);
  const [busy, setBusy] = useState(false);
  const [generated, setGenerated] = useState<Generated>();

  const generate = async (overlapSeconds?: number) => {
    setBusy(true);
    try {
      const overlap = overlapSeconds === undefined ? undefined : { seconds: BigInt(overlapSeconds) };
      const answer = await createClient(IntegrationService, transport).generateUrlToken({ integrationId, overlap });
      const { notificationUrl: url, apiKey, previousExpireTime } = answer;
      setGenerated({ url, apiKey, previousExpireTime });
    } catch (error) {
      // Without a retry: the token may exist already, and a second one should be somebody's decision.
      notifyProblem(notGenerated, error);
    } finally {
      setBusy(false);
      refresh();
    }
  };
  return { generate, busy, generated, forget: () => setGenerated(undefined) };
}
