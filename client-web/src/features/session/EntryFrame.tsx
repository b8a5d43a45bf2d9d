import { Group, Paper, Text, Title } from "@mantine/core";
import { useDocumentTitle } from "@mantine/hooks";
import type { ReactNode } from "react";
import { Logo } from "../../ui/Logo";
import { ColorSchemeMenu } from "./ColorSchemeMenu";
import classes from "./EntryFrame.module.css";
import { LanguageMenu } from "./LanguageMenu";

/** The frame of the pages for people who are not signed in. */
export function EntryFrame({ title, lead, children }: { title: string; lead: string; children: ReactNode }) {
  useDocumentTitle(`${title} · Kadans`);
  return (
    <div className={classes.frame}>
      <header className={classes.header}>
        <Logo />
        <Group gap={4}>
          <LanguageMenu />
          <ColorSchemeMenu />
        </Group>
      </header>
      <main className={classes.main}>
        <Paper withBorder radius="md" className={classes.card}>
          <Title order={1} size="h3">
            {title}
          </Title>
          <Text c="dimmed" size="sm" mt={4} mb="lg">
            {lead}
          </Text>
          {children}
        </Paper>
      </main>
    </div>
  );
}
