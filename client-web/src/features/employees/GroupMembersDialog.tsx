import { useMutation } from "@connectrpc/connect-query";
import { plural } from "@lingui/core/macro";
import { Trans, useLingui } from "@lingui/react/macro";
import { Button, Group, Modal, Stack, Text } from "@mantine/core";
import { useMemo, useState } from "react";
import type { Group as EmployeeGroup } from "../../gen/kadans/v1/group_pb";
import { MappingService } from "../../gen/kadans/v1/mapping_service_pb";
import { usePages } from "../../rpc/use-pages";
import { useRefresh } from "../../rpc/use-refresh";
import { IconClose } from "../../ui/icons";
import { TableSkeleton } from "../../ui/PageSkeleton";
import { Problem } from "../../ui/Problem";
import classes from "./dialogs.module.css";
import { type EmployeeChoice, EmployeeSelect } from "./EmployeeSelect";

interface Props {
  /** As it is now, so that a change is not made to what somebody else has changed. */
  group: EmployeeGroup;
  onClose: () => void;
}

/** Who is in a group: each change is saved at once. */
export function GroupMembersDialog({ group, onClose }: Props) {
  const { t } = useLingui();
  const [chosen, setChosen] = useState<EmployeeChoice>();
  const [added, setAdded] = useState(0);
  const list = usePages(MappingService.method.listEmployees, { groupIds: [group.id] });
  const members = useMemo(() => list.pages.flatMap((page) => page.employees), [list.pages]);
  const total = list.pages[0]?.totalSize ?? 0;
  const { change, error, busy, reload } = useMembership(group);
  const add = async () => {
    if (!chosen || !(await change({ addEmployeeIds: [chosen.id] }))) return;
    setChosen(undefined);
    setAdded((count) => count + 1);
  };
  return (
    <Modal opened onClose={onClose} title={t`Employees in ${group.name}`} closeButtonProps={{ "aria-label": t`Close` }}>
      <Stack gap="sm">
        <Group gap="xs" wrap="nowrap" align="flex-end">
          <EmployeeSelect
            // Who was added makes room for the next.
            key={added}
            autoFocus
            label={t`Employee to add`}
            value={chosen}
            onChange={setChosen}
            size="sm"
          />
          <Button onClick={add} disabled={!chosen} loading={busy && chosen !== undefined} flex="none">
            <Trans>Add</Trans>
          </Button>
        </Group>
        {error !== undefined && <Problem error={error} title={t`Nothing was changed`} onReload={reload} />}
        {list.isPending ? (
          <TableSkeleton rows={4} />
        ) : list.isError ? (
          <Problem error={list.error} onRetry={() => list.refetch()} />
        ) : members.length === 0 ? (
          <Text size="sm" c="dimmed">
            <Trans>Nobody is in this group yet. Search for the first employee above.</Trans>
          </Text>
        ) : (
          <>
            <Text size="sm" c="dimmed" role="status">
              {plural(total, { one: "# employee", other: "# employees" })}
            </Text>
            <ul className={classes.rows}>
              {members.map(({ id, name, personnelNumber }) => (
                <li key={id}>
                  <span>
                    {name}
                    {personnelNumber && <span className={classes.note}> · {personnelNumber}</span>}
                  </span>
                  <Button
                    size="compact-sm"
                    variant="subtle"
                    color="gray"
                    leftSection={<IconClose size={14} />}
                    disabled={busy}
                    onClick={() => change({ removeEmployeeIds: [id] })}
                    aria-label={t`Remove ${name}`}
                  >
                    <Trans>Remove</Trans>
                  </Button>
                </li>
              ))}
            </ul>
            {list.hasNextPage && (
              <Button variant="subtle" size="xs" onClick={() => list.fetchNextPage()} loading={list.isFetchingNextPage}>
                <Trans>Load more</Trans>
              </Button>
            )}
          </>
        )}
      </Stack>
    </Modal>
  );
}

type Change = { addEmployeeIds: string[] } | { removeEmployeeIds: string[] };

function useMembership({ id, etag }: EmployeeGroup) {
  const refresh = useRefresh(MappingService);
  const update = useMutation(MappingService.method.updateGroup);
  const [error, setError] = useState<unknown>();
  const change = async (members: Change): Promise<boolean> => {
    setError(undefined);
    try {
      // Without a mask and a name the name stays as it is.
      await update.mutateAsync({ group: { id, etag }, ...members });
      await refresh();
      return true;
    } catch (failure) {
      setError(failure);
      return false;
    }
  };
  const reload = async () => {
    await refresh();
    setError(undefined);
  };
  return { change, error, busy: update.isPending, reload };
}
