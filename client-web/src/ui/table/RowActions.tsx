import { Trans, useLingui } from "@lingui/react/macro";
import { ActionIcon, Button, Group, Tooltip } from "@mantine/core";
import type { ReactNode } from "react";
import { IconTrash } from "../icons";

interface Props {
  /** What the row is about, for assistive technology. */
  name: string;
  onEdit: () => void;
  /** Absent for what can't be deleted. */
  onDelete?: () => void;
  /** What else can be done, before the rest. */
  children?: ReactNode;
}

/** The buttons at the end of a row. */
export function RowActions({ name, onEdit, onDelete, children }: Props) {
  const { t } = useLingui();
  return (
    <Group gap={4} wrap="nowrap" justify="flex-end">
      {children}
      <Button size="compact-sm" variant="default" onClick={onEdit} aria-description={name}>
        <Trans>Edit</Trans>
      </Button>
      {onDelete ? (
        <Tooltip label={t`Delete`}>
          <ActionIcon onClick={onDelete} aria-label={t`Delete ${name}`}>
            <IconTrash size={16} />
          </ActionIcon>
        </Tooltip>
      ) : (
        // Keeps the buttons of all rows in line.
        <ActionIcon style={{ visibility: "hidden" }} disabled aria-hidden="true" />
      )}
    </Group>
  );
}
