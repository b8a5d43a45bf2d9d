import { Trans, useLingui } from "@lingui/react/macro";
import { useHotkeys } from "@mantine/hooks";
import { Outlet, useMatches, useRouter, useRouterState } from "@tanstack/react-router";
import { useEffect, useRef, useState } from "react";
import { useRoleName } from "../../features/session/role-names";
import { hasRole } from "../../features/session/roles";
import { useSession, useSessionState } from "../../features/session/session-context";
import { useFormat } from "../../lib/format";
import { EmptyState } from "../EmptyState";
import { IconLock } from "../icons";
import { ButtonLink } from "../links";
import { Header } from "./Header";
import { Navigation } from "./Navigation";
import classes from "./shell.module.css";
import { useSearchShortcut } from "./use-search-shortcut";

/** The frame around every page: navigation at the left, account and user above. */
export function Shell() {
  const { t } = useLingui();
  const [open, setOpen] = useState(false);
  const path = useRouterState({ select: (state) => state.location.pathname });
  useSearchShortcut();
  useSignInAgain();
  useFocusOnNavigation(path);
  useHotkeys([["Escape", () => setOpen(false)]]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the narrow menu closes whenever the page changes
  useEffect(() => setOpen(false), [path]);
  return (
    <div className={classes.shell}>
      <a href="#page" className={classes.skip}>
        <Trans>Skip to the content</Trans>
      </a>
      <Header menuOpen={open} onMenu={() => setOpen(!open)} />
      <nav id="navigation" className={classes.nav} data-open={open || undefined} aria-label={t`Main navigation`}>
        <Navigation />
      </nav>
      <main id="page" className={classes.main} tabIndex={-1}>
        <Allowed />
      </main>
    </div>
  );
}

/** The page, or why it is not for this person. */
function Allowed() {
  const { t } = useLingui();
  const session = useSession();
  const roleName = useRoleName();
  const format = useFormat();
  const roles = useMatches({ select: (matches) => matches.at(-1)?.staticData.roles });
  if (!roles || hasRole(session, roles)) return <Outlet />;
  const { name = "", roles: own = [] } = session?.principal ?? {};
  const ownRoles = format.enumeration(own.map(roleName));
  const fitting = format.alternatives(roles.map(roleName));
  return (
    <div className={classes.refused}>
      <EmptyState
        icon={<IconLock size={26} />}
        level={1}
        title={t`Your role does not include this page`}
        action={
          <ButtonLink to="/" variant="default">
            <Trans>To the start page</Trans>
          </ButtonLink>
        }
      >
        <Trans>
          You are signed in as {name}, {ownRoles}; this page is for the role {fitting}. Ask an administrator of your
          account if you need it.
        </Trans>
      </EmptyState>
    </div>
  );
}

/** Leads to the sign-in page, and back afterwards, when the session ends. */
function useSignInAgain() {
  const { status } = useSessionState();
  const router = useRouter();
  useEffect(() => {
    if (status !== "signed-out") return;
    const next = router.state.location.href;
    router.navigate({ to: "/sign-in", search: { next }, replace: true, ignoreBlocker: true });
  }, [status, router]);
}

/** Moves the focus to the heading of a new page, so that a screen reader announces it. */
function useFocusOnNavigation(path: string) {
  const first = useRef(path);
  useEffect(() => {
    if (first.current === path) return;
    first.current = path;
    document.getElementById("page-title")?.focus({ preventScroll: true });
  }, [path]);
}
