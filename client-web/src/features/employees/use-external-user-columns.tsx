import { useLingui } from "@lingui/react/macro";
import { Button, Code, Group } from "@mantine/core";
import type { ExternalUser } from "../../gen/kadans/v1/external_user_pb";
import { IconAlert, IconCheck } from "../../ui/icons";
import { RelativeTime } from "../../ui/RelativeTime";
import { Tag } from "../../ui/Tag";
import type { Column } from "../../ui/table/PagedTable";
import { EmployeeSelect } from "./EmployeeSelect";
import type { useAssign } from "./use-assign";

/** The columns of the list of external users. */
export function useExternalUserColumns(
  integrations: ReadonlyMap<string, string>,
  assigning: ReturnType<typeof useAssign>,
): Column<ExternalUser>[] {
  const { t } = useLingui();
  return [
    { key: "identifier", title: t`External user`, cell: ({ identifier }) => <Code>{identifier}</Code> },
    {
      key: "status",
      title: t`Status`,
      cell: ({ employeeId }) =>
        employeeId ? (
          <Tag tone="in" icon={<IconCheck size={13} />}>
            {t`Assigned`}
          </Tag>
        ) : (
          <Tag tone="wrong-activity" icon={<IconAlert size={13} />}>
            {t`Unassigned`}
          </Tag>
        ),
    },
    { key: "integration", title: t`Integration`, cell: ({ integrationId }) => integrations.get(integrationId) ?? "–" },
    {
      key: "first",
      title: t`First seen`,
      cell: ({ firstSeenTime }) => firstSeenTime && <RelativeTime time={firstSeenTime} />,
    },
    {
      key: "last",
      title: t`Last seen`,
      cell: ({ lastSeenTime }) => lastSeenTime && <RelativeTime time={lastSeenTime} />,
    },
    {
      key: "employee",
      title: t`Employee`,
      width: "370px",
      cell: (user) => <AssignCell user={user} assigning={assigning} />,
    },
  ];
}

function AssignCell({ user, assigning }: { user: ExternalUser; assigning: ReturnType<typeof useAssign> }) {
  const { t } = useLingui();
  const { id, identifier, employeeId, employeeName } = user;
  const current = employeeId ? { id: employeeId, name: employeeName } : undefined;
  const choice = assigning.choices.get(id);
  const changed = choice !== undefined && choice.id !== employeeId;
  return (
    <Group gap="xs" wrap="nowrap">
      <EmployeeSelect
        label={t`Employee for ${identifier}`}
        value={choice ?? current}
        onChange={(employee) => assigning.choose(id, employee?.id === employeeId ? undefined : employee)}
      />
      <Button
        size="xs"
        flex="none"
        variant={changed ? "filled" : "default"}
        disabled={!changed}
        loading={assigning.busy && changed}
        onClick={() => assigning.assign([id])}
        aria-description={identifier}
      >
        {employeeId ? t`Remap` : t`Assign`}
      </Button>
    </Group>
  );
}
