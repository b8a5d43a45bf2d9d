import { plural } from "@lingui/core/macro";
import { Trans, useLingui } from "@lingui/react/macro";
import { Group, Text, VisuallyHidden } from "@mantine/core";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { lazy, Suspense, useState } from "react";
import type { Activity } from "../../gen/kadans/v1/activity_pb";
import { OFFLINE_ID, useActivityName, useActivityTypeName } from "../../lib/activities";
import { ActivityLabel } from "../../ui/ActivityLabel";
import { Listing } from "../../ui/Listing";
import { TextLink } from "../../ui/links";
import { NothingFound } from "../../ui/NothingFound";
import { SearchField } from "../../ui/SearchField";
import { Tag } from "../../ui/Tag";
import { Toolbar } from "../../ui/Toolbar";
import type { Column } from "../../ui/table/PagedTable";
import { RowActions } from "../../ui/table/RowActions";
import { useActivities } from "./use-activities";

const ActivityDialog = lazy(() => import("./ActivityDialog").then((module) => ({ default: module.ActivityDialog })));
const DeleteActivityDialog = lazy(() =>
  import("./DeleteActivityDialog").then((module) => ({ default: module.DeleteActivityDialog })),
);

type Action = "edit" | "delete";

/** The account's activities. */
export function ActivityList() {
  const { t, i18n } = useLingui();
  const { q = "" } = useSearch({ from: "/app/activities" });
  const navigate = useNavigate({ from: "/activities" });
  const { list, activities } = useActivities();
  const name = useActivityName();
  const [open, setOpen] = useState<{ action: Action; activity: Activity }>();
  const close = () => setOpen(undefined);
  const reload = async (id: string) => {
    const { data } = await list.refetch();
    const activity = data?.pages.flatMap((page) => page.activities).find((one) => one.id === id);
    setOpen((before) => before && activity && { ...before, activity });
  };
  const columns = useColumns((action, activity) => setOpen({ action, activity }));
  const wanted = q.toLocaleLowerCase(i18n.locale);
  const rows = activities.filter((activity) => name(activity).toLocaleLowerCase(i18n.locale).includes(wanted));
  return (
    <>
      <Toolbar count={list.isPending ? undefined : plural(rows.length, { one: "# activity", other: "# activities" })}>
        <SearchField
          value={q}
          placeholder={t`Name`}
          onChange={(text) => navigate({ search: (before) => ({ ...before, q: text || undefined }), replace: true })}
        />
      </Toolbar>
      <Listing
        label={t`Activities`}
        list={list}
        rows={rows}
        rowKey={({ id }) => id}
        columns={columns}
        empty={<NothingFound onReset={() => navigate({ search: {} })} />}
      />
      <Suspense>
        {open?.action === "edit" && (
          <ActivityDialog
            key={open.activity.etag}
            activity={open.activity}
            onClose={close}
            onReload={() => reload(open.activity.id)}
          />
        )}
        {open?.action === "delete" && <DeleteActivityDialog activity={open.activity} onClose={close} />}
      </Suspense>
    </>
  );
}

function useColumns(onAction: (action: Action, activity: Activity) => void): Column<Activity>[] {
  const { t } = useLingui();
  const nameOf = useActivityName();
  const typeName = useActivityTypeName();
  return [
    {
      key: "name",
      title: t`Name`,
      cell: (activity) => (
        <Group gap="xs">
          <Text size="sm" fw={600} component="span">
            <ActivityLabel activity={activity} />
          </Text>
          {activity.builtIn && <Tag tone="unknown">{t`Built in`}</Tag>}
        </Group>
      ),
    },
    { key: "type", title: t`Activity type`, cell: ({ type }) => typeName(type) },
    { key: "paid", title: t`Paid`, cell: ({ paid }) => (paid ? t`Yes` : t`No`) },
    {
      key: "statuses",
      title: t`External statuses`,
      cell: ({ id, mappedStatusCount }) => {
        if (id === OFFLINE_ID) {
          return (
            <Text size="sm" c="dimmed">
              <Trans>Takes no mapping: it stands for being logged out</Trans>
            </Text>
          );
        }
        return (
          <TextLink to="/activities" search={{ tab: "statuses" }} size="sm">
            {mappedStatusCount === 0
              ? t`No mappings defined`
              : plural(mappedStatusCount, { one: "# status mapped", other: "# statuses mapped" })}
          </TextLink>
        );
      },
    },
    {
      key: "actions",
      title: <VisuallyHidden>{t`Actions`}</VisuallyHidden>,
      width: "1%",
      cell: (activity) => (
        <RowActions
          name={nameOf(activity)}
          onEdit={() => onAction("edit", activity)}
          onDelete={activity.builtIn ? undefined : () => onAction("delete", activity)}
        />
      ),
    },
  ];
}
