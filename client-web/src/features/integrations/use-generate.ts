import type { Timestamp } from "@bufbuild/protobuf/wkt";
import { createClient } from "@connectrpc/connect";
import { useTransport } from "@connectrpc/connect-query";
import { useLingui } from "@lingui/react/macro";
import { useState } from "react";
import { IntegrationService } from "../../gen/kadans/v1/integration_service_pb";
import { useRefresh } from "../../rpc/use-refresh";
import { notifyProblem } from "../../ui/notify";

/** A URL with its secret, as long as it is on the screen. */
export interface GeneratedUrl {
  url: string;
  /** When the tokens before it stop being valid; absent if there were none. */
  previousExpireTime: Timestamp | undefined;
}

/** Generates URL tokens. The answer goes into this component's state alone, never into the cache of answers. */
export function useGenerate(integrationId: string) {
  const { t } = useLingui();
  const transport = useTransport();
  const refresh = useRefresh(IntegrationService);
  const [busy, setBusy] = useState(false);
  const [generated, setGenerated] = useState<GeneratedUrl>();

  const generate = async (overlapSeconds?: number) => {
    setBusy(true);
    try {
      const overlap = overlapSeconds === undefined ? undefined : { seconds: BigInt(overlapSeconds) };
      const answer = await createClient(IntegrationService, transport).generateUrlToken({ integrationId, overlap });
      setGenerated({ url: answer.notificationUrl, previousExpireTime: answer.previousExpireTime });
    } catch (error) {
      // Without a retry: the token may exist already, and a second one should be somebody's decision.
      notifyProblem(t`No URL token could be generated`, error);
    } finally {
      setBusy(false);
      refresh();
    }
  };
  return { generate, busy, generated, forget: () => setGenerated(undefined) };
}
