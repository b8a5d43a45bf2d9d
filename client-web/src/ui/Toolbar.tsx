import { Text } from "@mantine/core";
import type { ReactNode } from "react";
import classes from "./Toolbar.module.css";

interface Props {
  /** Search and filters. */
  children: ReactNode;
  /** How many rows there are. */
  count?: string;
  /** Buttons at the far end. */
  actions?: ReactNode;
}

/** What stands above a table. */
export function Toolbar({ children, count, actions }: Props) {
  return (
    <div className={classes.toolbar}>
      <div className={classes.filters}>
        {children}
        {count && (
          <Text size="sm" c="dimmed" role="status">
            {count}
          </Text>
        )}
      </div>
      {actions}
    </div>
  );
}
