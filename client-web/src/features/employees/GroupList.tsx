import { plural } from "@lingui/core/macro";
import { Trans, useLingui } from "@lingui/react/macro";
import { Button } from "@mantine/core";
import { lazy, Suspense } from "react";
import type { Group } from "../../gen/kadans/v1/group_pb";
import { EmptyState } from "../../ui/EmptyState";
import { IconPeople } from "../../ui/icons";
import { RowActions } from "../../ui/table/RowActions";
import { NamedList } from "./NamedList";
import { useGroups } from "./use-groups";
import { useRowDialog } from "./use-row-dialog";

const GroupDialog = lazy(() => import("./GroupDialog").then((module) => ({ default: module.GroupDialog })));
const DeleteGroupDialog = lazy(() =>
  import("./DeleteGroupDialog").then((module) => ({ default: module.DeleteGroupDialog })),
);
const GroupMembersDialog = lazy(() =>
  import("./GroupMembersDialog").then((module) => ({ default: module.GroupMembersDialog })),
);

interface Props {
  /** Leads to creating one; what was created is opened for its first employees. */
  creating: boolean;
  onCreate: () => void;
  onCreated: () => void;
}

/** Groups of employees, by which the board can be filtered. */
export function GroupList({ creating, onCreate, onCreated }: Props) {
  const { t } = useLingui();
  const { groups, list } = useGroups();
  const { open, show, close, reload } = useRowDialog<"edit" | "delete" | "members", Group>(
    async () => (await list.refetch()).data?.pages.flatMap((page) => page.groups) ?? [],
  );
  const current = (group: Group) => groups.find(({ id }) => id === group.id) ?? group;
  return (
    <>
      <NamedList
        label={t`Groups`}
        tab="groups"
        list={list}
        rows={groups}
        countText={(count) => plural(count, { one: "# group", other: "# groups" })}
        employeesOf={(id) => ({ group: id })}
        actions={(group) => (
          <RowActions name={group.name} onEdit={() => show("edit", group)} onDelete={() => show("delete", group)}>
            <Button
              size="compact-sm"
              variant="default"
              onClick={() => show("members", group)}
              aria-description={group.name}
            >
              <Trans>Add and remove employees</Trans>
            </Button>
          </RowActions>
        )}
        empty={
          <EmptyState
            icon={<IconPeople size={26} />}
            title={t`No groups yet`}
            action={
              <Button onClick={onCreate}>
                <Trans>Create group</Trans>
              </Button>
            }
          >
            <Trans>
              A group brings employees of several planning units together, e.g. all who speak French. The board can be
              filtered by it.
            </Trans>
          </EmptyState>
        }
      />
      <Suspense>
        {creating && <GroupDialog onClose={onCreated} onCreated={(group) => show("members", group)} />}
        {open?.dialog === "edit" && (
          <GroupDialog key={open.row.etag} group={open.row} onClose={close} onReload={reload} />
        )}
        {open?.dialog === "delete" && <DeleteGroupDialog group={open.row} onClose={close} />}
        {open?.dialog === "members" && <GroupMembersDialog group={current(open.row)} onClose={close} />}
      </Suspense>
    </>
  );
}
