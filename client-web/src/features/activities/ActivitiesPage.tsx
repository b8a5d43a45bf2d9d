import { useQuery } from "@connectrpc/connect-query";
import { Plural, Trans, useLingui } from "@lingui/react/macro";
import { Button, Tabs } from "@mantine/core";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { lazy, Suspense, useState } from "react";
import { MappingService } from "../../gen/kadans/v1/mapping_service_pb";
import { IconPlus } from "../../ui/icons";
import { Page } from "../../ui/Page";
import { Tag } from "../../ui/Tag";
import { ActivityList } from "./ActivityList";
import type { ActivitiesSearch } from "./search";

const ActivityDialog = lazy(() => import("./ActivityDialog").then((module) => ({ default: module.ActivityDialog })));
const ExternalStatusList = lazy(() =>
  import("./ExternalStatusList").then((module) => ({ default: module.ExternalStatusList })),
);
const MatchList = lazy(() => import("./MatchList").then((module) => ({ default: module.MatchList })));

const TABS: readonly string[] = ["statuses", "matches"];

/** What is what: activities, the external statuses that stand for them, and what matches what. */
export function ActivitiesPage() {
  const { t } = useLingui();
  const search = useSearch({ from: "/app/activities" });
  const navigate = useNavigate({ from: "/activities" });
  const [creating, setCreating] = useState(false);
  const waiting = useQuery(MappingService.method.listExternalStatuses, { pageSize: 1 }, { refetchInterval: 5_000 });
  const unmapped = waiting.data?.unmappedSize ?? 0;
  return (
    <Page
      title={t`Activities`}
      lead={t`What people are scheduled for, and what the statuses of telephone systems stand for.`}
      actions={
        <Button leftSection={<IconPlus size={16} />} onClick={() => setCreating(true)}>
          <Trans>Create activity</Trans>
        </Button>
      }
    >
      <Tabs
        value={search.tab ?? "activities"}
        onChange={(tab) =>
          navigate({ search: { tab: tab && TABS.includes(tab) ? (tab as ActivitiesSearch["tab"]) : undefined } })
        }
      >
        <Tabs.List mb="md">
          <Tabs.Tab value="activities">
            <Trans>Activities</Trans>
          </Tabs.Tab>
          <Tabs.Tab
            value="statuses"
            rightSection={
              unmapped > 0 && (
                <Tag tone="wrong-activity">
                  <Plural value={unmapped} one="# unmapped" other="# unmapped" />
                </Tag>
              )
            }
          >
            <Trans>External statuses</Trans>
          </Tabs.Tab>
          <Tabs.Tab value="matches">
            <Trans>Activity Matches</Trans>
          </Tabs.Tab>
        </Tabs.List>
        <Suspense>
          <Tabs.Panel value="activities">
            <ActivityList />
          </Tabs.Panel>
          <Tabs.Panel value="statuses">
            <ExternalStatusList />
          </Tabs.Panel>
          <Tabs.Panel value="matches">
            <MatchList />
          </Tabs.Panel>
        </Suspense>
      </Tabs>
      {creating && (
        <Suspense>
          <ActivityDialog onClose={() => setCreating(false)} />
        </Suspense>
      )}
    </Page>
  );
}
