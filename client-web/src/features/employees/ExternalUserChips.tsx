import { Trans, useLingui } from "@lingui/react/macro";
import { ActionIcon, Button, Code, Group, Tooltip } from "@mantine/core";
import type { Employee } from "../../gen/kadans/v1/employee_pb";
import { IconEdit, IconPlus } from "../../ui/icons";

interface Props {
  employee: Employee;
  onEdit: () => void;
}

/** The external users of one employee, and the way to change them. */
export function ExternalUserChips({ employee: { name, externalUsers }, onEdit }: Props) {
  const { t } = useLingui();
  return (
    <Group gap={4}>
      {externalUsers.map(({ id, identifier }) => (
        <Code key={id}>{identifier}</Code>
      ))}
      {externalUsers.length === 0 ? (
        <Button
          size="compact-xs"
          variant="subtle"
          leftSection={<IconPlus size={12} />}
          onClick={onEdit}
          aria-label={t`Assign external user to ${name}`}
        >
          <Trans>Assign</Trans>
        </Button>
      ) : (
        <Tooltip label={t`External users of ${name}`}>
          <ActionIcon size="sm" onClick={onEdit} aria-label={t`External users of ${name}`}>
            <IconEdit size={14} />
          </ActionIcon>
        </Tooltip>
      )}
    </Group>
  );
}
