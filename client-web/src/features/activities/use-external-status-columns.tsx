import { useLingui } from "@lingui/react/macro";
import { Button, Code, Group, Text } from "@mantine/core";
import type { ExternalStatus } from "../../gen/kadans/v1/external_status_pb";
import { RelativeTime } from "../../ui/RelativeTime";
import type { Column } from "../../ui/table/PagedTable";
import { ActivitySelect } from "./ActivitySelect";
import { EffectiveActivity } from "./EffectiveActivity";
import type { useActivities } from "./use-activities";
import type { useMapStatuses } from "./use-map-statuses";

interface Parts {
  activities: ReturnType<typeof useActivities>;
  mapping: ReturnType<typeof useMapStatuses>;
}

/** The columns of the list of external statuses. */
export function useExternalStatusColumns(
  integrations: ReadonlyMap<string, string>,
  activities: Parts["activities"],
  mapping: Parts["mapping"],
): Column<ExternalStatus>[] {
  const { t } = useLingui();
  return [
    {
      key: "status",
      title: t`External status`,
      cell: ({ status, detail }) => (
        <Group gap={6}>
          <Code>{status}</Code>
          {detail && (
            <>
              <Text size="xs" c="dimmed" component="span" aria-hidden="true">
                ›
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
      width: "370px",
      cell: (status) => <MapCell status={status} activities={activities} mapping={mapping} />,
    },
  ];
}

function MapCell({ status, activities, mapping }: Parts & { status: ExternalStatus }) {
  const { t } = useLingui();
  const { id, activityId } = status;
  const words = [status.status, status.detail].filter(Boolean).join(" › ");
  const choice = mapping.choices.get(id);
  const changed = choice !== undefined && choice !== activityId;
  return (
    <Group gap="xs" wrap="nowrap">
      <ActivitySelect
        label={t`Activity for ${words}`}
        activities={activities.activities}
        value={choice ?? activityId}
        onChange={(chosen) => mapping.choose(id, chosen === activityId ? undefined : chosen)}
      />
      <Button
        size="xs"
        flex="none"
        variant={changed ? "filled" : "default"}
        disabled={!changed}
        loading={mapping.busy && changed}
        onClick={() => mapping.map([id])}
        aria-description={words}
      >
        {activityId ? t`Remap` : t`Map`}
      </Button>
    </Group>
  );
}
