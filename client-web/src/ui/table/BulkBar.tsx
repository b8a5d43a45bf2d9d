import { Trans, useLingui } from "@lingui/react/macro";
import { Button, Group, Text } from "@mantine/core";
import type { ReactNode } from "react";
import classes from "./BulkBar.module.css";

interface Props {
  /** How many rows it is about. */
  count: string;
  /** What is done to them. */
  label: string;
  busy: boolean;
  /** Whether something is missing for it. */
  disabled?: boolean;
  /** Room for fields. */
  wide?: boolean;
  /** What it needs besides, and what else can be done. */
  children?: ReactNode;
  onApply: () => void;
  onClear: () => void;
}

/** Does something with several rows at once. */
export function BulkBar(props: Props) {
  const { count, label, busy, disabled, wide, children, onApply, onClear } = props;
  const { t } = useLingui();
  return (
    <section className={classes.bar} data-wide={wide || undefined} aria-label={t`Several at once`}>
      <Text size="sm" fw={600} role="status">
        {count}
      </Text>
      <Group gap="xs">
        {children}
        <Button variant="subtle" color="gray" size="xs" onClick={onClear}>
          <Trans>Discard</Trans>
        </Button>
        <Button size="xs" onClick={onApply} loading={busy} disabled={disabled}>
          {label}
        </Button>
      </Group>
    </section>
  );
}
