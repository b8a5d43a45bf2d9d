import { Trans, useLingui } from "@lingui/react/macro";
import { ActionIcon, Button, Group, Select, TextInput } from "@mantine/core";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { useState } from "react";
import { ActivityType } from "../../gen/kadans/v1/activity_pb";
import { useNow } from "../../lib/use-now";
import { addDays, isDay, localDay, mondayOf } from "../../lib/zoned";
import { ActivityLabel } from "../../ui/ActivityLabel";
import { EmptyState } from "../../ui/EmptyState";
import { IconArrowLeft, IconCalendar, IconPeople, IconUpload } from "../../ui/icons";
import { ButtonLink } from "../../ui/links";
import { Page } from "../../ui/Page";
import { TableSkeleton } from "../../ui/PageSkeleton";
import { Problem } from "../../ui/Problem";
import { useCatalog } from "../board/catalog";
import { useBoardWords } from "../board/use-looks";
import personCss from "../person/person.module.css";
import { ImportSchedulesDialog } from "./ImportSchedulesDialog";
import css from "./schedules.module.css";
import { useWeek } from "./use-week";
import { WeekTable } from "./WeekTable";

/** The week of a planning unit, and how schedules get in. */
export function SchedulesPage() {
  const { t } = useLingui();
  const search = useSearch({ from: "/app/schedules" });
  const navigate = useNavigate({ from: "/schedules" });
  const [importing, setImporting] = useState(false);
  const { catalog, isPending: catalogIsPending, failed: catalogFailed } = useCatalog();
  const words = useBoardWords(catalog);
  const units = [...catalog.units.values()];
  const unit = units.find(({ id }) => id === search.unit) ?? units[0];
  const zone = unit?.timeZone ?? "UTC";
  const today = localDay(useNow(60_000), zone);
  const monday = search.week ?? mondayOf(today);
  const week = useWeek(unit?.id ?? "", monday);
  const go = (day: string) => navigate({ search: (before) => ({ ...before, week: mondayOf(day) }) });
  const failed = catalogFailed ?? week.failed;
  const used = new Set(
    week.rows.flatMap(({ days }) => days.flatMap((plan) => plan?.segments ?? [])).map((s) => s.activityId),
  );
  const openImport = () => setImporting(true);
  return (
    <Page
      title={t`Schedules`}
      lead={t`What everybody should do, week by week. An import replaces days and acts on the past too.`}
      actions={
        <Button leftSection={<IconUpload size={16} />} onClick={openImport} disabled={week.rows.length === 0}>
          <Trans>Import schedules</Trans>
        </Button>
      }
    >
      <Group gap="sm">
        <Select
          aria-label={t`Planning unit`}
          data={units.map(({ id, name, timeZone }) => ({ value: id, label: `${name} (${timeZone})` }))}
          value={unit?.id ?? null}
          onChange={(id) => navigate({ search: (before) => ({ ...before, unit: id ?? undefined }), replace: true })}
          allowDeselect={false}
          searchable
          w={380}
          maw="100%"
          classNames={{ input: css.unit }}
        />
        <Group gap="xs" wrap="nowrap">
          <ActionIcon variant="default" size="lg" aria-label={t`Previous week`} onClick={() => go(addDays(monday, -7))}>
            <IconArrowLeft size={16} />
          </ActionIcon>
          <TextInput
            type="date"
            aria-label={t`Week of`}
            value={monday}
            onChange={({ currentTarget: { value } }) => isDay(value) && go(value)}
          />
          <ActionIcon variant="default" size="lg" aria-label={t`Next week`} onClick={() => go(addDays(monday, 7))}>
            <span className={personCss.mirrored}>
              <IconArrowLeft size={16} />
            </span>
          </ActionIcon>
          <Button
            variant="default"
            disabled={monday === mondayOf(today)}
            onClick={() => navigate({ search: ({ unit: chosen }) => (chosen ? { unit: chosen } : {}) })}
          >
            <Trans>This week</Trans>
          </Button>
        </Group>
      </Group>
      {failed && <Problem error={failed.error} onRetry={() => void failed.refetch()} />}
      {!failed && (catalogIsPending || (unit && week.isPending)) && <TableSkeleton />}
      {!failed && !catalogIsPending && (!unit || (!week.isPending && week.rows.length === 0)) && <NoPeople />}
      {!failed && unit && !week.isPending && week.rows.length > 0 && (
        <>
          <WeekTable
            monday={monday}
            today={today}
            zone={zone}
            rows={week.rows}
            activity={words.activity}
            color={(id) => catalog.activities.get(id)?.color || "#868e96"}
          />
          {used.size === 0 ? (
            <NoSchedules onImport={openImport} />
          ) : (
            <ul className={css.legend} aria-label={t`Activities`}>
              {[...used].map((id) => (
                <li key={id}>
                  <ActivityLabel activity={catalog.activities.get(id) ?? { id, name: "…", color: "" }} />
                </li>
              ))}
            </ul>
          )}
        </>
      )}
      {importing && (
        <ImportSchedulesDialog
          example={exampleRows(week.rows[0]?.name ?? "", monday, firstName(catalog.activities))}
          onClose={() => setImporting(false)}
        />
      )}
    </Page>
  );
}

function NoPeople() {
  const { t } = useLingui();
  return (
    <EmptyState
      icon={<IconPeople size={26} />}
      title={t`Nobody to schedule yet`}
      action={
        <ButtonLink to="/employees">
          <Trans>Go to employees</Trans>
        </ButtonLink>
      }
    >
      <Trans>Create the employees of this planning unit first; then their schedules can be imported.</Trans>
    </EmptyState>
  );
}

function NoSchedules({ onImport }: { onImport: () => void }) {
  const { t } = useLingui();
  return (
    <EmptyState
      icon={<IconCalendar size={26} />}
      title={t`Nothing is scheduled in this week`}
      action={
        <Button variant="default" onClick={onImport}>
          <Trans>Import schedules</Trans>
        </Button>
      }
    >
      <Trans>Import a CSV file from your planning tool. Without a schedule nobody can be in or out of adherence.</Trans>
    </EmptyState>
  );
}

/** A shift and a day off, as the file writes them. */
function exampleRows(employee: string, monday: string, activity: string): string[][] {
  return [
    [employee, "", `${monday} 09:00`, `${monday} 17:00`, activity],
    [employee, addDays(monday, 1), "", "", ""],
  ];
}

/** An activity that can be scheduled: only Offline, which has no type, can't. */
function firstName(activities: ReadonlyMap<string, { name: string; type: ActivityType }>): string {
  return [...activities.values()].find(({ type }) => type !== ActivityType.UNSPECIFIED)?.name ?? "";
}
