import { useLingui } from "@lingui/react/macro";
import { ActionIcon, Group, Text } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { lazy, Suspense } from "react";
import { useSession } from "../../features/session/session-context";
import { IconMenu } from "../icons";
import { Logo } from "../Logo";
import classes from "./shell.module.css";

const HeaderMenus = lazy(() => import("./HeaderMenus").then((module) => ({ default: module.HeaderMenus })));

/** Product, account and user. */
export function Header({ menuOpen, onMenu }: { menuOpen: boolean; onMenu: () => void }) {
  const { t } = useLingui();
  const account = useSession()?.account;
  return (
    <header className={classes.header}>
      <Group gap="sm" wrap="nowrap" miw={0}>
        <ActionIcon
          className={classes.menuButton}
          aria-label={t`Menu`}
          aria-expanded={menuOpen}
          aria-controls="navigation"
          onClick={onMenu}
        >
          <IconMenu />
        </ActionIcon>
        <Link to="/" className={classes.logo} aria-label={t`Kadans, to the start page`}>
          <Logo />
        </Link>
        <span className={classes.headerLine} aria-hidden="true" />
        <Text size="sm" fw={500} truncate className={classes.account}>
          {account?.name}
        </Text>
      </Group>
      <Suspense>
        <HeaderMenus />
      </Suspense>
    </header>
  );
}
