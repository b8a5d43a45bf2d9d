import { Trans, useLingui } from "@lingui/react/macro";
import { Button, Code, Group } from "@mantine/core";
import type { Employee } from "../../gen/kadans/v1/employee_pb";
import { IconPlus } from "../../ui/icons";

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
      <Button
        size="compact-xs"
        variant="subtle"
        leftSection={externalUsers.length === 0 && <IconPlus size={12} />}
        onClick={onEdit}
        aria-label={externalUsers.length === 0 ? t`Assign external user to ${name}` : t`External users of ${name}`}
      >
        {externalUsers.length === 0 ? <Trans>Assign</Trans> : <Trans>Edit</Trans>}
      </Button>
    </Group>
  );
}
