import type { MessageInitShape } from "@bufbuild/protobuf";
import { Code, ConnectError, createClient } from "@connectrpc/connect";
import { useTransport } from "@connectrpc/connect-query";
import { useEffect, useRef, useState } from "react";
import {
  IntegrationService,
  type ReplayNotificationsRequestSchema,
  type ReplayNotificationsResponse,
} from "../../gen/kadans/v1/integration_service_pb";
import { useRefresh } from "../../rpc/use-refresh";

/** Which notifications are read anew. */
export type Selection = NonNullable<MessageInitShape<typeof ReplayNotificationsRequestSchema>["selection"]>;

/** How far a replay is; `dry` ones only tell what would change. */
export type ReplayState =
  | { step: "idle" }
  | { step: "running"; selection: Selection; dry: boolean; progress?: ReplayNotificationsResponse }
  | { step: "done"; selection: Selection; dry: boolean; progress: ReplayNotificationsResponse }
  | { step: "failed"; selection: Selection; dry: boolean; progress?: ReplayNotificationsResponse; error: unknown };

/** A replay of an integration's notifications. What the page no longer follows goes on at the server. */
export interface Replay {
  state: ReplayState;
  /** Tells what a replay would change. */
  check: (selection: Selection) => void;
  /** Replays. */
  run: (selection: Selection) => void;
  /** Puts the outcome away, or no longer follows what is running. */
  dismiss: () => void;
}

/** Replays notifications of an integration, and follows that. */
export function useReplay(integrationId: string): Replay {
  const client = createClient(IntegrationService, useTransport());
  const refresh = useRefresh(IntegrationService);
  const [state, setState] = useState<ReplayState>({ step: "idle" });
  const following = useRef<AbortController>(undefined);
  useEffect(() => () => following.current?.abort(), []);

  const follow = async (selection: Selection, dry: boolean) => {
    following.current?.abort();
    const controller = new AbortController();
    following.current = controller;
    const { signal } = controller;
    let progress: ReplayNotificationsResponse | undefined;
    setState({ step: "running", selection, dry });
    try {
      const request = { integrationId, selection, validateOnly: dry };
      for await (const message of client.replayNotifications(request, { signal })) {
        progress = message;
        setState({ step: "running", selection, dry, progress });
      }
      if (!progress?.isComplete) throw new ConnectError("the stream ended before the replay did", Code.Unavailable);
      setState({ step: "done", selection, dry, progress });
    } catch (error) {
      if (!signal.aborted) setState({ step: "failed", selection, dry, progress, error });
    } finally {
      if (!dry) refresh();
    }
  };

  return {
    state,
    check: (selection) => void follow(selection, true),
    run: (selection) => void follow(selection, false),
    dismiss: () => {
      following.current?.abort();
      setState({ step: "idle" });
    },
  };
}
