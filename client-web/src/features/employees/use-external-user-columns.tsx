import { Trans, useLingui } from "@lingui/react/macro";
import { ActionIcon, Anchor, Button, Code, Group, Text, Tooltip } from "@mantine/core";
import type { ExternalUser } from "../../gen/kadans/v1/external_user_pb";
import { IconAlert, IconCheck, IconClose } from "../../ui/icons";
import { RelativeTime } from "../../ui/RelativeTime";
import { Tag } from "../../ui/Tag";
import type { Column } from "../../ui/table/PagedTable";
import { EmployeeSelect } from "./EmployeeSelect";
import { fold, type Likeness, type NearMisses } from "./near-miss";
import type { useAssign } from "./use-assign";

interface Options {
  integrations: ReadonlyMap<string, string>;
  assigning: ReturnType<typeof useAssign>;
  hints: NearMisses;
  onUnassign: (user: ExternalUser) => void;
}

/** The columns of the list of external users. */
export function useExternalUserColumns(options: Options): Column<ExternalUser>[] {
  const { t } = useLingui();
  const { integrations } = options;
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
      cell: ({ firstSeenTime }) =>
        firstSeenTime ? (
          <RelativeTime time={firstSeenTime} />
        ) : (
          <Text size="sm" c="dimmed">
            <Trans>Not yet</Trans>
          </Text>
        ),
    },
    {
      key: "last",
      title: t`Last seen`,
      cell: ({ lastSeenTime }) => lastSeenTime && <RelativeTime time={lastSeenTime} />,
    },
    {
      key: "employee",
      title: t`Employee`,
      width: "390px",
      cell: (user) => <AssignCell user={user} {...options} />,
    },
  ];
}

function AssignCell({ user, assigning, hints, onUnassign }: Options & { user: ExternalUser }) {
  const { t } = useLingui();
  const { id, identifier, employeeId, employeeName } = user;
  const current = employeeId ? { id: employeeId, name: employeeName } : undefined;
  const choice = assigning.choices.get(id)?.employee;
  const changed = choice !== undefined && choice.id !== employeeId;
  return (
    <>
      <Group gap="xs" wrap="nowrap">
        <EmployeeSelect
          // A choice that was made elsewhere, by the hint, has to show.
          key={choice?.id === current?.id ? "current" : "chosen"}
          label={t`Employee for ${identifier}`}
          value={choice ?? current}
          onChange={(employee) => assigning.choose(user, employee?.id === employeeId ? undefined : employee)}
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
        {employeeId && (
          <Tooltip label={t`Unassign`}>
            <ActionIcon flex="none" onClick={() => onUnassign(user)} aria-label={t`Unassign ${identifier}`}>
              <IconClose size={16} />
            </ActionIcon>
          </Tooltip>
        )}
      </Group>
      {!employeeId && !choice && <Hint user={user} hints={hints} assigning={assigning} />}
    </>
  );
}

/** Whom the identifier nearly names. It is for people to judge, so it is only said, and never acted upon. */
function Hint({ user, hints, assigning }: Pick<Options, "hints" | "assigning"> & { user: ExternalUser }) {
  const { t } = useLingui();
  const miss = hints.get(fold(user.identifier));
  if (!miss) return null;
  const { employee, likeness } = miss;
  const like: Record<Likeness, string> = {
    email: t`Like the e-mail address of ${employee.name}.`,
    name: t`Like the name of ${employee.name}.`,
    login: t`Like another external user of ${employee.name}.`,
  };
  return (
    <Text size="xs" c="dimmed" mt={2}>
      {like[likeness]}{" "}
      <Anchor
        component="button"
        type="button"
        size="xs"
        onClick={() => assigning.choose(user, employee)}
        aria-description={user.identifier}
      >
        <Trans>Choose</Trans>
      </Anchor>
    </Text>
  );
}
