import { useQuery } from "@connectrpc/connect-query";
import { Trans, useLingui } from "@lingui/react/macro";
import { Button, Group, Text, VisuallyHidden } from "@mantine/core";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { useState } from "react";
import type { ActivityMatches } from "../../gen/kadans/v1/activity_matches_pb";
import type { Activity } from "../../gen/kadans/v1/activity_pb";
import { MappingService } from "../../gen/kadans/v1/mapping_service_pb";
import { useActivityName, useActivityTypeName } from "../../lib/activities";
import { ActivityLabel } from "../../ui/ActivityLabel";
import { IconLock } from "../../ui/icons";
import { Listing } from "../../ui/Listing";
import { NothingFound } from "../../ui/NothingFound";
import { SearchField } from "../../ui/SearchField";
import { Tag } from "../../ui/Tag";
import { Toolbar } from "../../ui/Toolbar";
import type { Column } from "../../ui/table/PagedTable";
import { MatchDialog } from "./MatchDialog";
import { matchedBy, valuesOf } from "./match-values";
import { useActivities } from "./use-activities";

interface Row {
  activity: Activity;
  matches: ActivityMatches | undefined;
}

/** With which scheduled activities each activity is in adherence. */
export function MatchList() {
  const { t, i18n } = useLingui();
  const { q = "" } = useSearch({ from: "/app/activities" });
  const navigate = useNavigate({ from: "/activities" });
  const { list, activities, byId } = useActivities();
  const query = useQuery(MappingService.method.getActivityMatches, {});
  const name = useActivityName();
  // As they were when the dialog was opened: what somebody else changes meanwhile must not replace what is being typed.
  const [editing, setEditing] = useState<{ activity: Activity; matches: ActivityMatches }>();
  const wanted = q.toLocaleLowerCase(i18n.locale);
  const matchesOf = new Map(query.data?.activityMatches.map((matches) => [matches.activityId, matches]));
  const rows: Row[] = activities
    .filter((activity) => name(activity).toLocaleLowerCase(i18n.locale).includes(wanted))
    .map((activity) => ({ activity, matches: matchesOf.get(activity.id) }));
  const edit = (activity: Activity, matches: ActivityMatches | undefined) =>
    matches && setEditing({ activity, matches });
  const columns = useColumns(byId, edit);
  const reload = async ({ id }: Activity) => {
    const { data } = await query.refetch();
    const matches = data?.activityMatches.find(({ activityId }) => activityId === id);
    setEditing((before) => before && matches && { ...before, matches });
  };
  const state = query.isSuccess ? list : { ...list, ...query, isPending: query.isPending };
  return (
    <>
      <Text size="sm" c="dimmed" mb="sm" maw={760}>
        <Trans>
          Somebody is in adherence if what they do matches what is scheduled. An activity always matches itself; here
          you say what else it matches. A change holds for the past as well.
        </Trans>
      </Text>
      <Toolbar>
        <SearchField
          value={q}
          placeholder={t`Name`}
          onChange={(text) => navigate({ search: (before) => ({ ...before, q: text || undefined }), replace: true })}
        />
      </Toolbar>
      <Listing
        label={t`Activity Matches`}
        list={state}
        rows={query.isSuccess ? rows : []}
        rowKey={({ activity }) => activity.id}
        columns={columns}
        empty={<NothingFound onReset={() => navigate({ search: { tab: "matches" } })} />}
      />
      {editing && (
        <MatchDialog
          key={editing.matches.etag}
          {...editing}
          activities={activities}
          onClose={() => setEditing(undefined)}
          onReload={() => reload(editing.activity)}
        />
      )}
    </>
  );
}

function useColumns(
  byId: ReadonlyMap<string, Activity>,
  onEdit: (activity: Activity, matches: ActivityMatches | undefined) => void,
): Column<Row>[] {
  const { t } = useLingui();
  const name = useActivityName();
  return [
    {
      key: "activity",
      title: t`Actual activity`,
      cell: ({ activity }) => (
        <Text size="sm" fw={600} component="span">
          <ActivityLabel activity={activity} />
        </Text>
      ),
    },
    {
      key: "matched",
      title: t`In adherence while this is scheduled`,
      cell: ({ activity, matches }) => <Matched activity={activity} matches={matches} byId={byId} />,
    },
    {
      key: "edit",
      title: <VisuallyHidden>{t`Actions`}</VisuallyHidden>,
      width: "1%",
      cell: ({ activity, matches }) => (
        <Button
          size="compact-sm"
          variant="default"
          onClick={() => onEdit(activity, matches)}
          aria-description={name(activity)}
        >
          <Trans>Edit</Trans>
        </Button>
      ),
    },
  ];
}

/** What an activity matches: itself, whole types, single activities. */
function Matched({ activity, matches, byId }: Row & { byId: ReadonlyMap<string, Activity> }) {
  const { t } = useLingui();
  const name = useActivityName();
  const typeName = useActivityTypeName();
  if (!matches) return "–";
  const { types, activityIds } = matchedBy(activity, valuesOf(matches));
  return (
    <Group gap={4}>
      <Tag tone="in" icon={<IconLock size={12} />}>
        {t`Itself`}
      </Tag>
      {types.map((type) => (
        <Tag key={type} tone="not-scheduled">
          {t`Type: ${typeName(type)}`}
        </Tag>
      ))}
      {activityIds.map((id) => {
        const other = byId.get(id);
        return (
          other && (
            <Tag key={id} tone="unknown">
              {name(other)}
            </Tag>
          )
        );
      })}
    </Group>
  );
}
