import { Stack, Text, Title } from "@mantine/core";
import type { ReactNode } from "react";
import classes from "./states.module.css";

interface Props {
  icon: ReactNode;
  title: string;
  /** Level of the heading; 1 where the empty state is the page. */
  level?: 1 | 2;
  /** Why there is nothing, and what the next step is. */
  children?: ReactNode;
  /** The next step itself. */
  action?: ReactNode;
}

/** Nothing here yet: says why, and leads on. */
export function EmptyState({ icon, title, level = 2, children, action }: Props) {
  return (
    <Stack className={classes.empty} align="center" gap="xs">
      <div className={classes.emptyIcon}>{icon}</div>
      <Title order={level} size="h4" ta="center">
        {title}
      </Title>
      {children && (
        <Text c="dimmed" ta="center" size="sm" maw={460} component="div">
          {children}
        </Text>
      )}
      {action && <div className={classes.emptyAction}>{action}</div>}
    </Stack>
  );
}
