import { plural } from "@lingui/core/macro";
import { Trans, useLingui } from "@lingui/react/macro";
import { Button, Text, VisuallyHidden } from "@mantine/core";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { lazy, Suspense, useState } from "react";
import type { Group } from "../../gen/kadans/v1/group_pb";
import { EmptyState } from "../../ui/EmptyState";
import { IconPeople } from "../../ui/icons";
import { Listing } from "../../ui/Listing";
import { TextLink } from "../../ui/links";
import { NothingFound } from "../../ui/NothingFound";
import { SearchField } from "../../ui/SearchField";
import { Toolbar } from "../../ui/Toolbar";
import type { Column } from "../../ui/table/PagedTable";
import { RowActions } from "../../ui/table/RowActions";
import { useGroups } from "./use-groups";
import { useNamed } from "./use-named";

const GroupDialog = lazy(() => import("./GroupDialog").then((module) => ({ default: module.GroupDialog })));
const DeleteGroupDialog = lazy(() =>
  import("./DeleteGroupDialog").then((module) => ({ default: module.DeleteGroupDialog })),
);
const GroupMembersDialog = lazy(() =>
  import("./GroupMembersDialog").then((module) => ({ default: module.GroupMembersDialog })),
);

type Action = "edit" | "delete" | "members";

interface Props {
  /** Leads to creating one; what was created is opened for its first employees. */
  creating: boolean;
  onCreate: () => void;
  onCreated: () => void;
}

/** Groups of employees, by which the board can be filtered. */
export function GroupList({ creating, onCreate, onCreated }: Props) {
  const { t } = useLingui();
  const { q = "" } = useSearch({ from: "/app/employees" });
  const navigate = useNavigate({ from: "/employees" });
  const { groups, list } = useGroups();
  const rows = useNamed(groups, q);
  const [open, setOpen] = useState<{ action: Action; group: Group }>();
  const close = () => setOpen(undefined);
  const reload = async (id: string) => {
    const { data } = await list.refetch();
    const group = data?.pages.flatMap((page) => page.groups).find((one) => one.id === id);
    setOpen((before) => before && group && { ...before, group });
  };
  const current = (group: Group) => groups.find(({ id }) => id === group.id) ?? group;
  return (
    <>
      <Toolbar count={list.isPending ? undefined : plural(rows.length, { one: "# group", other: "# groups" })}>
        <SearchField
          value={q}
          placeholder={t`Name`}
          onChange={(text) => navigate({ search: (before) => ({ ...before, q: text || undefined }), replace: true })}
        />
      </Toolbar>
      <Listing
        label={t`Groups`}
        list={list}
        rows={rows}
        rowKey={({ id }) => id}
        columns={useColumns((action, group) => setOpen({ action, group }))}
        empty={
          q ? (
            <NothingFound onReset={() => navigate({ search: { tab: "groups" } })} />
          ) : (
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
          )
        }
      />
      <Suspense>
        {creating && <GroupDialog onClose={onCreated} onCreated={(group) => setOpen({ action: "members", group })} />}
        {open?.action === "edit" && (
          <GroupDialog
            key={open.group.etag}
            group={open.group}
            onClose={close}
            onReload={() => reload(open.group.id)}
          />
        )}
        {open?.action === "delete" && <DeleteGroupDialog group={open.group} onClose={close} />}
        {open?.action === "members" && <GroupMembersDialog group={current(open.group)} onClose={close} />}
      </Suspense>
    </>
  );
}

function useColumns(onAction: (action: Action, group: Group) => void): Column<Group>[] {
  const { t } = useLingui();
  return [
    {
      key: "name",
      title: t`Name`,
      cell: ({ name }) => (
        <Text size="sm" fw={600}>
          {name}
        </Text>
      ),
    },
    {
      key: "employees",
      title: t`Employees`,
      cell: ({ id, employeeCount }) => (
        <TextLink to="/employees" search={{ group: id }} size="sm">
          {plural(employeeCount, { one: "# employee", other: "# employees" })}
        </TextLink>
      ),
    },
    {
      key: "actions",
      title: <VisuallyHidden>{t`Actions`}</VisuallyHidden>,
      width: "1%",
      cell: (group) => (
        <RowActions name={group.name} onEdit={() => onAction("edit", group)} onDelete={() => onAction("delete", group)}>
          <Button
            size="compact-sm"
            variant="default"
            onClick={() => onAction("members", group)}
            aria-description={group.name}
          >
            <Trans>Add and remove employees</Trans>
          </Button>
        </RowActions>
      ),
    },
  ];
}
