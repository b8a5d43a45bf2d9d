import { plural } from "@lingui/core/macro";
import { Trans, useLingui } from "@lingui/react/macro";
import { Group, Table, Text } from "@mantine/core";
import {
  type EmployeeImportChange,
  ImportAction,
  type ImportEmployeesResponse,
} from "../../../gen/kadans/v1/mapping_service_pb";
import { useFormat } from "../../../lib/format";
import classes from "../../../ui/import/import.module.css";
import { Tag } from "../../../ui/Tag";

/** What an import would do. */
export function ImportPreview({ preview }: { preview: ImportEmployeesResponse }) {
  const { changes, createdCount, updatedCount, unchangedCount, assignedCount } = preview;
  return (
    <>
      <Group gap="xs" role="status">
        <Tag tone="in">{plural(createdCount, { one: "# created", other: "# created" })}</Tag>
        <Tag tone="not-scheduled">{plural(updatedCount, { one: "# changed", other: "# changed" })}</Tag>
        <Tag tone="unknown">{plural(unchangedCount, { one: "# unchanged", other: "# unchanged" })}</Tag>
        {assignedCount > 0 && (
          <Tag tone="excused">
            {plural(assignedCount, { one: "# external user assigned", other: "# external users assigned" })}
          </Tag>
        )}
      </Group>
      {changes.length > 0 ? (
        <ChangeTable changes={changes} />
      ) : (
        <Text size="sm">
          <Trans>Everything is as in the file already: there is nothing to import.</Trans>
        </Text>
      )}
    </>
  );
}

function ChangeTable({ changes }: { changes: EmployeeImportChange[] }) {
  const { t } = useLingui();
  const format = useFormat();
  const fieldName = useFieldName();
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be within reach of the keyboard
    <section className={classes.scroller} aria-label={t`What changes`} tabIndex={0}>
      <Table fz="xs" stickyHeader>
        <Table.Thead>
          <Table.Tr>
            <Table.Th scope="col">{t`Line`}</Table.Th>
            <Table.Th scope="col">{t`Employee`}</Table.Th>
            <Table.Th scope="col">{t`What changes`}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {changes.map(({ line, name, action, fields }) => (
            <Table.Tr key={line}>
              <Table.Td>{line}</Table.Td>
              <Table.Td>{name}</Table.Td>
              <Table.Td>
                {action === ImportAction.CREATE ? t`is created` : format.enumeration(fields.map(fieldName))}
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </section>
  );
}

function useFieldName(): (field: string) => string {
  const { t } = useLingui();
  return (field) => {
    switch (field) {
      case "name":
        return t`Name`;
      case "email":
        return t`E-mail`;
      case "personnel_number":
        return t`Personnel number`;
      case "planning_unit":
      case "planning_unit_id":
        return t`Planning unit`;
      case "groups":
      case "group_ids":
        return t`Groups`;
      case "external_user":
      case "external_users":
        return t`External users`;
      default:
        return field;
    }
  };
}
