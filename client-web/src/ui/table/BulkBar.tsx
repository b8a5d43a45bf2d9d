import { Trans, useLingui } from "@lingui/react/macro";
import { Button, Group, Text } from "@mantine/core";
import classes from "./BulkBar.module.css";

interface Props {
  /** How many rows it is about. */
  count: string;
  /** What is done to them. */
  label: string;
  busy: boolean;
  onApply: () => void;
  onClear: () => void;
}

/** Does something with several rows at once. */
export function BulkBar({ count, label, busy, onApply, onClear }: Props) {
  const { t } = useLingui();
  return (
    <section className={classes.bar} aria-label={t`Several at once`}>
      <Text size="sm" fw={600} role="status">
        {count}
      </Text>
      <Group gap="xs">
        <Button variant="subtle" color="gray" size="xs" onClick={onClear}>
          <Trans>Discard</Trans>
        </Button>
        <Button size="xs" onClick={onApply} loading={busy}>
          {label}
        </Button>
      </Group>
    </section>
  );
}
