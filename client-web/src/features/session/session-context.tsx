import { createContext, type ReactNode, use, useSyncExternalStore } from "react";
import type { Session } from "../../gen/kadans/v1/session_pb";
import type { SessionKeeper, SessionState } from "../../rpc/session-keeper";

const KeeperContext = createContext<SessionKeeper | null>(null);

/** Gives the session keeper to everything below. */
export function SessionProvider({ keeper, children }: { keeper: SessionKeeper; children: ReactNode }) {
  return <KeeperContext value={keeper}>{children}</KeeperContext>;
}

/** The session keeper, e.g. to renew the token before a stream is opened again. */
export function useSessionKeeper(): SessionKeeper {
  const keeper = use(KeeperContext);
  if (!keeper) throw new Error("there is no SessionProvider above");
  return keeper;
}

/** Whether somebody is signed in; renders anew when that changes. */
export function useSessionState(): SessionState {
  const keeper = useSessionKeeper();
  return useSyncExternalStore(keeper.subscribe, keeper.current);
}

/** Who is signed in; undefined on the way out. */
export function useSession(): Session | undefined {
  const state = useSessionState();
  return state.status === "signed-in" ? state.session : undefined;
}

/** The account's time zone: what times are shown in where no planning unit says otherwise. */
export function useAccountZone(): string {
  return useSession()?.account?.timeZone || "UTC";
}
