import { plural } from "@lingui/core/macro";
import { Trans, useLingui } from "@lingui/react/macro";
import { Switch } from "@mantine/core";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { useMemo } from "react";
import { MappingService } from "../../gen/kadans/v1/mapping_service_pb";
import { usePages } from "../../rpc/use-pages";
import { EmptyState } from "../../ui/EmptyState";
import { UnsavedGuard } from "../../ui/form/UnsavedGuard";
import { IconActivities, IconCheck } from "../../ui/icons";
import { Listing } from "../../ui/Listing";
import { NothingFound } from "../../ui/NothingFound";
import { SearchField } from "../../ui/SearchField";
import { Toolbar } from "../../ui/Toolbar";
import { IntegrationFilter } from "../integrations/IntegrationFilter";
import { useIntegrationNames } from "../integrations/use-integration-names";
import { RemapDialog } from "./RemapDialog";
import { StatusBulkBar } from "./StatusBulkBar";
import type { ActivitiesSearch } from "./search";
import { useActivities } from "./use-activities";
import { useExternalStatusColumns } from "./use-external-status-columns";
import { useMapStatuses } from "./use-map-statuses";

/** External statuses, the unmapped ones first; new ones appear by themselves. */
export function ExternalStatusList() {
  const { t } = useLingui();
  const { q, integration, unmapped } = useSearch({ from: "/app/activities" });
  const navigate = useNavigate({ from: "/activities" });
  const filter = (change: Partial<ActivitiesSearch>) =>
    navigate({ search: (before) => ({ ...before, ...change }), replace: true, ignoreBlocker: true });
  const integrations = useIntegrationNames();
  const list = usePages(
    MappingService.method.listExternalStatuses,
    { search: q ?? "", integrationId: integration ?? "", onlyUnmapped: unmapped ?? false },
    { intervalMs: 3_000 },
  );
  const statuses = useMemo(() => list.pages.flatMap((page) => page.externalStatuses), [list.pages]);
  const total = list.pages[0]?.totalSize ?? 0;
  const activities = useActivities();
  const mapping = useMapStatuses();
  const columns = useExternalStatusColumns(statuses, integrations, { activities, mapping });
  return (
    <>
      <Toolbar
        count={list.isPending ? undefined : plural(total, { one: "# external status", other: "# external statuses" })}
      >
        <SearchField
          value={q ?? ""}
          placeholder={t`Status or detail`}
          onChange={(text) => filter({ q: text || undefined })}
        />
        <IntegrationFilter names={integrations} value={integration} onChange={(id) => filter({ integration: id })} />
        <Switch
          label={t`Only unmapped`}
          checked={unmapped ?? false}
          onChange={(event) => filter({ unmapped: event.currentTarget.checked || undefined })}
        />
      </Toolbar>
      <Listing
        label={t`External statuses`}
        list={list}
        rows={statuses}
        rowKey={({ id }) => id}
        columns={columns}
        total={total}
        empty={
          q || integration ? (
            <NothingFound onReset={() => navigate({ search: { tab: "statuses" } })} />
          ) : unmapped ? (
            <EmptyState icon={<IconCheck size={24} />} title={t`All external statuses are mapped`} />
          ) : (
            <EmptyState icon={<IconActivities size={26} />} title={t`No external statuses yet`}>
              <Trans>
                They appear here by themselves, as your telephone system sends them. Leave this page open: it looks for
                them every few seconds.
              </Trans>
            </EmptyState>
          )
        }
      />
      <StatusBulkBar mapping={mapping} activities={activities.activities} />
      <RemapDialog mapping={mapping} activities={activities.byId} />
      <UnsavedGuard dirty={mapping.choices.size > 0} />
    </>
  );
}
