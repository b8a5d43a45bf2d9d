import { Group, Paper, Text, Title } from "@mantine/core";
import type { ReactNode } from "react";
import classes from "./Panel.module.css";

interface Props {
  /** Where links within the page lead. */
  id?: string;
  title: string;
  lead?: ReactNode;
  actions?: ReactNode;
  children: ReactNode;
}

/** A part of a page with a heading of its own. */
export function Panel({ id, title, lead, actions, children }: Props) {
  return (
    <Paper component="section" withBorder radius="md" className={classes.panel} id={id}>
      <Group justify="space-between" gap="sm" mb="sm" align="flex-start">
        <div className={classes.words}>
          <Title order={2} size="h5">
            {title}
          </Title>
          {lead && (
            <Text size="sm" c="dimmed" mt={2}>
              {lead}
            </Text>
          )}
        </div>
        {actions}
      </Group>
      {children}
    </Paper>
  );
}
