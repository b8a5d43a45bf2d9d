import { Group, Stack, Text, Title } from "@mantine/core";
import { useDocumentTitle } from "@mantine/hooks";
import type { LinkProps } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { IconArrowLeft } from "./icons";
import { TextLink } from "./links";
import classes from "./Page.module.css";

interface Props {
  title: string;
  /** One sentence: what the page is for. */
  lead?: ReactNode;
  /** Buttons for the page as a whole. */
  actions?: ReactNode;
  /** Beside the title, e.g. a state. */
  mark?: ReactNode;
  /** The page above this one. */
  back?: { to: LinkProps["to"]; params?: Record<string, string>; label: string };
  /** Narrow for forms, wide for tables. */
  width?: "narrow" | "wide";
  children: ReactNode;
}

/** A page inside the shell: heading, actions, content. */
export function Page({ title, lead, actions, mark, back, width = "wide", children }: Props) {
  useDocumentTitle(`${title} · Kadans`);
  return (
    <div className={classes.page} data-width={width}>
      <Stack gap={2} className={classes.head}>
        {back && (
          <TextLink to={back.to} params={back.params as never} size="sm" className={classes.back}>
            <IconArrowLeft size={14} />
            {back.label}
          </TextLink>
        )}
        <Group justify="space-between" align="center" gap="sm">
          <Group gap="sm" align="center" className={classes.heading}>
            <Title order={1} size="h3" id="page-title" tabIndex={-1}>
              {title}
            </Title>
            {mark}
          </Group>
          {actions && <Group gap="xs">{actions}</Group>}
        </Group>
        {lead && (
          <Text c="dimmed" size="sm" maw={760}>
            {lead}
          </Text>
        )}
      </Stack>
      {children}
    </div>
  );
}
