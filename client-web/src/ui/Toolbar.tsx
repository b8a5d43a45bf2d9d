import { Group, Text } from "@mantine/core";
import type { ReactNode } from "react";

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
    <Group justify="space-between" gap="sm" mb="sm">
      <Group gap="sm" align="center">
        {children}
        {count && (
          <Text size="sm" c="dimmed" role="status">
            {count}
          </Text>
        )}
      </Group>
      {actions}
    </Group>
  );
}
