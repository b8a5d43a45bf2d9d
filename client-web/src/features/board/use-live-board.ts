import { createClient } from "@connectrpc/connect";
import { useTransport } from "@connectrpc/connect-query";
import { useEffect, useMemo, useSyncExternalStore } from "react";
import { AdherenceService } from "../../gen/kadans/v1/adherence_service_pb";
import { LiveBoard } from "../../live/board";
import { isStale, type Link, STALE_AFTER_MS } from "../../live/link";
import { pageProtocol, sharingLocks } from "../../live/sharing";
import { browserIsWatched, browserWake } from "../../live/wake";
import type { SessionKeeper } from "../../rpc/session-keeper";
import { useSession, useSessionKeeper } from "../session/session-context";
import { useRerenderAt } from "./use-rerender-at";

const BROWSER = { wake: browserWake, isWatched: browserIsWatched };

/** The live board of whoever is signed in, for as long as the page is open. */
export function useLiveBoard(): LiveBoard {
  const transport = useTransport();
  const keeper = useSessionKeeper();
  const userId = useSession()?.principal?.id ?? "";
  const board = useMemo(() => {
    const client = createClient(AdherenceService, transport);
    const locks = sharingLocks(navigator, pageProtocol());
    return new LiveBoard({ ...renewing(client, keeper), ...BROWSER, locks, userId });
  }, [transport, keeper, userId]);
  useEffect(() => {
    // On the way out there is nobody to watch for.
    if (userId === "") return;
    board.start();
    return () => board.stop();
  }, [board, userId]);
  return board;
}

/** How current the board's picture is. */
export function useLink(board: LiveBoard): { link: Link; stale: boolean } {
  const link = useSyncExternalStore(
    (listener) => board.subscribe(listener),
    () => board.link,
  );
  useRerenderAt(link.phase === "reconnecting" ? link.since + STALE_AFTER_MS : undefined);
  return { link, stale: isStale(link, Date.now()) };
}

/** A watch that renews the token it was opened with, unless another call has done so already. */
function renewing(client: ReturnType<typeof createClient<typeof AdherenceService>>, keeper: SessionKeeper) {
  let used: string | undefined;
  const watchAdherence: typeof client.watchAdherence = (request, options) => {
    const state = keeper.current();
    used = state.status === "signed-in" ? state.accessToken : undefined;
    return client.watchAdherence(request, options);
  };
  return { client: { watchAdherence }, refreshSession: () => keeper.renew(used) };
}
