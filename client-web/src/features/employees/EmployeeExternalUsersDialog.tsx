import { Trans, useLingui } from "@lingui/react/macro";
import { Anchor, Button, Code, Group, Modal, Stack, Text } from "@mantine/core";
import { useState } from "react";
import type { Employee } from "../../gen/kadans/v1/employee_pb";
import type { ExternalUser } from "../../gen/kadans/v1/external_user_pb";
import { notifyProblem } from "../../ui/notify";
import { useIntegrationNames } from "../integrations/use-integration-names";
import { CreateExternalUserDialog } from "./CreateExternalUserDialog";
import classes from "./dialogs.module.css";
import { ExternalUserSelect } from "./ExternalUserSelect";
import { UnassignDialog } from "./UnassignDialog";
import { useAssignments } from "./use-assignments";

interface Props {
  employee: Employee;
  onClose: () => void;
}

/** By which external users an employee is known; each change is saved at once. */
export function EmployeeExternalUsersDialog({ employee, onClose }: Props) {
  const { t } = useLingui();
  const integrations = useIntegrationNames();
  const [users, setUsers] = useState(employee.externalUsers);
  const [chosen, setChosen] = useState<ExternalUser>();
  const [open, setOpen] = useState<{ dialog: "create" } | { dialog: "unassign"; user: ExternalUser }>();
  const { assign, busy } = useAssignments();
  const add = async () => {
    if (!chosen) return;
    try {
      const assigned = await assign([{ user: chosen, employeeId: employee.id }]);
      setUsers((before) => [...before, ...assigned]);
      setChosen(undefined);
    } catch (error) {
      notifyProblem(t`Nothing was assigned`, error, add);
    }
  };
  return (
    <Modal
      opened
      onClose={onClose}
      title={t`External users of ${employee.name}`}
      closeButtonProps={{ "aria-label": t`Close` }}
    >
      <Stack gap="sm">
        {users.length === 0 ? (
          <Text size="sm" c="dimmed">
            <Trans>
              None yet. Assign the identifier by which the telephone system knows {employee.name}: the past shows at
              once.
            </Trans>
          </Text>
        ) : (
          <ul className={classes.rows}>
            {users.map((user) => (
              <li key={user.id}>
                <span>
                  <Code>{user.identifier}</Code>{" "}
                  <span className={classes.note}>{integrations.get(user.integrationId)}</span>
                </span>
                <Button
                  size="compact-sm"
                  variant="subtle"
                  color="gray"
                  onClick={() => setOpen({ dialog: "unassign", user })}
                  aria-label={t`Unassign ${user.identifier}`}
                >
                  <Trans>Unassign</Trans>
                </Button>
              </li>
            ))}
          </ul>
        )}
        <Group gap="xs" wrap="nowrap" align="flex-end">
          <ExternalUserSelect
            // What was assigned makes room for the next.
            key={users.length}
            integrations={integrations}
            onChange={setChosen}
          />
          <Button onClick={add} disabled={!chosen} loading={busy} flex="none">
            <Trans>Assign</Trans>
          </Button>
        </Group>
        <Text size="sm" c="dimmed">
          <Trans>Not seen yet?</Trans>{" "}
          <Anchor component="button" type="button" size="sm" onClick={() => setOpen({ dialog: "create" })}>
            <Trans>Type in its identifier ahead</Trans>
          </Anchor>
        </Text>
      </Stack>
      {open?.dialog === "create" && (
        <CreateExternalUserDialog
          employee={employee}
          onAssigned={(user) => setUsers((before) => [...before, user])}
          onClose={() => setOpen(undefined)}
        />
      )}
      {open?.dialog === "unassign" && (
        <UnassignDialog
          user={open.user}
          employeeName={employee.name}
          onDone={() => setUsers((before) => before.filter(({ id }) => id !== open.user.id))}
          onClose={() => setOpen(undefined)}
        />
      )}
    </Modal>
  );
}
