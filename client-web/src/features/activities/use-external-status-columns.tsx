import { useLingui } from "@lingui/react/macro";
import { ActionIcon, Button, Code, Group, Text, Tooltip } from "@mantine/core";
import { type ExternalStatus, MappingSource } from "../../gen/kadans/v1/external_status_pb";
import { useActivityName } from "../../lib/activities";
import { IconClose } from "../../ui/icons";
import { RelativeTime } from "../../ui/RelativeTime";
import type { Column } from "../../ui/table/PagedTable";
import { useSelectColumn } from "../../ui/table/use-select-column";
import { ActivitySelect } from "./ActivitySelect";
import { EffectiveActivity } from "./EffectiveActivity";
import { isLoggedOut, LoggedOutCell } from "./LoggedOutCell";
import type { useActivities } from "./use-activities";
import type { useMapStatuses } from "./use-map-statuses";
import { wordsOf } from "./words";

interface Parts {
  activities: ReturnType<typeof useActivities>;
  mapping: ReturnType<typeof useMapStatuses>;
}

/** The columns of the list of external statuses. */
export function useExternalStatusColumns(
  statuses: ExternalStatus[],
  integrations: ReadonlyMap<string, string>,
  { activities, mapping }: Parts,
): Column<ExternalStatus>[] {
  const { t } = useLingui();
  const { selected, select } = mapping;
  const selectColumn = useSelectColumn({
    rows: statuses,
    keyOf: ({ id }) => id,
    selected,
    nameOf: (status) => t`Select ${wordsOf(status)}`,
    mark: select,
    lockOf: (status) =>
      isLoggedOut(status) ? t`It means that somebody logged out; a mapping would have no effect.` : undefined,
  });
  return [
    selectColumn,
    {
      key: "status",
      title: t`External status`,
      cell: ({ status, detail }) => (
        <Group gap={6}>
          <Code>{status}</Code>
          {detail && (
            <>
              <Text size="xs" c="dimmed" component="span" aria-hidden="true">
                ·
              </Text>
              <Code>{detail}</Code>
            </>
          )}
        </Group>
      ),
    },
    {
      key: "effective",
      title: t`Counts as`,
      cell: (status) => <EffectiveActivity status={status} activities={activities.byId} />,
    },
    { key: "integration", title: t`Integration`, cell: ({ integrationId }) => integrations.get(integrationId) ?? "–" },
    {
      key: "last",
      title: t`Last seen`,
      cell: ({ lastSeenTime }) => lastSeenTime && <RelativeTime time={lastSeenTime} />,
    },
    {
      key: "activity",
      title: t`Activity`,
      width: "390px",
      cell: (status) =>
        isLoggedOut(status) ? (
          <LoggedOutCell status={status} />
        ) : (
          <MapCell status={status} activities={activities} mapping={mapping} />
        ),
    },
  ];
}

function MapCell({ status, activities, mapping }: Parts & { status: ExternalStatus }) {
  const { t } = useLingui();
  const nameOf = useActivityName();
  const { id, activityId, mappingSource, effectiveActivityId } = status;
  const words = wordsOf(status);
  const choice = mapping.choices.get(id)?.activityId;
  const changed = choice !== undefined && choice !== activityId;
  const inherited = mappingSource === MappingSource.INHERITED ? activities.byId.get(effectiveActivityId) : undefined;
  return (
    <Group gap="xs" wrap="nowrap">
      <ActivitySelect
        label={t`Activity for ${words}`}
        activities={activities.activities}
        value={choice ?? activityId}
        placeholder={inherited && t`Inherited: ${nameOf(inherited)}`}
        onChange={(chosen) => mapping.choose(status, chosen === activityId ? undefined : chosen)}
      />
      <Button
        size="xs"
        flex="none"
        variant={changed ? "filled" : "default"}
        disabled={!changed}
        loading={mapping.busy && changed}
        onClick={() => changed && mapping.map([{ status, activityId: choice }])}
        aria-description={words}
      >
        {activityId ? t`Remap` : t`Map`}
      </Button>
      {activityId && (
        <Tooltip label={t`Unmap`}>
          <ActionIcon
            flex="none"
            onClick={() => mapping.map([{ status, activityId: "" }])}
            aria-label={t`Unmap`}
            aria-description={words}
          >
            <IconClose size={16} />
          </ActionIcon>
        </Tooltip>
      )}
    </Group>
  );
}
