import { Trans, useLingui } from "@lingui/react/macro";
import { Button, Text } from "@mantine/core";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { useMemo, useState } from "react";
import type { Integration } from "../../gen/kadans/v1/integration_pb";
import { IntegrationService } from "../../gen/kadans/v1/integration_service_pb";
import { usePages } from "../../rpc/use-pages";
import { IconPause, IconPlay } from "../../ui/icons";
import { Listing } from "../../ui/Listing";
import { NothingFound } from "../../ui/NothingFound";
import { Toolbar } from "../../ui/Toolbar";
import { ReplayPanel } from "../replay/ReplayPanel";
import { useReplay } from "../replay/use-replay";
import { Filters } from "./Filters";
import { NoNotifications } from "./NoNotifications";
import { NotificationDrawer } from "./NotificationDrawer";
import { OUTCOMES, outcomesIn } from "./outcomes";
import { ReplayBar } from "./ReplayBar";
import { reasonsOf } from "./reasons";
import type { NotificationsSearch } from "./search";
import { spanOf } from "./span";
import { useNotificationColumns } from "./use-notification-columns";

const INTERVAL_MS = 5_000;
const PAGE_SIZE = 50;

/** The notifications that the filters leave over. */
export function NotificationList({ integration }: { integration: Integration }) {
  const { t } = useLingui();
  const { id, vendorId, timeZone } = integration;
  const search = useSearch({ from: "/app/integrations/$id/notifications" });
  const navigate = useNavigate({ from: "/integrations/$id/notifications" });
  const filter = (change: Partial<NotificationsSearch>) =>
    navigate({ search: (before) => ({ ...before, ...change }), replace: true });
  const [paused, setPaused] = useState(false);
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set());
  const replay = useReplay(id);
  const { outcome, reason, agent, range, from, to } = search;
  const request = useMemo(
    () => ({
      integrationId: id,
      outcomes: outcomesIn(outcome).map((slug) => OUTCOMES[slug]),
      reasonCode: reason ?? "",
      agent: agent ?? "",
      ...spanOf({ range, from, to }, timeZone, Date.now()),
      pageSize: PAGE_SIZE,
    }),
    [id, outcome, reason, agent, range, from, to, timeZone],
  );
  const list = usePages(IntegrationService.method.listNotifications, request, {
    intervalMs: paused ? undefined : INTERVAL_MS,
    firstPageOnly: true,
  });
  const notifications = useMemo(() => list.pages.flatMap((page) => page.notifications), [list.pages]);
  const columns = useNotificationColumns(notifications, integration, { selected, select: setSelected });
  const narrowed = Boolean(outcome || reason || agent || range);
  const still = paused || list.pages.length > 1;
  return (
    <>
      <ReplayPanel replay={replay} />
      <div>
        <Toolbar
          actions={
            <Button
              variant="default"
              leftSection={paused ? <IconPlay size={16} /> : <IconPause size={16} />}
              onClick={() => setPaused(!paused)}
            >
              {paused ? <Trans>Resume updates</Trans> : <Trans>Pause updates</Trans>}
            </Button>
          }
        >
          <Filters search={search} zone={timeZone} reasons={reasonsOf(vendorId)} onChange={filter} />
        </Toolbar>
        <Listing
          label={t`Notifications`}
          list={list}
          rows={notifications}
          rowKey={(notification) => notification.id}
          columns={columns}
          empty={
            narrowed ? (
              <NothingFound onReset={() => navigate({ search: {} })} />
            ) : (
              <NoNotifications integration={integration} />
            )
          }
        />
        {notifications.length > 0 && (
          <Text size="xs" c="dimmed" mt="xs">
            {still ? (
              <Trans>This list stays as it is until you resume updates or load the page anew.</Trans>
            ) : (
              <Trans>New ones appear by themselves every few seconds.</Trans>
            )}
          </Text>
        )}
        <ReplayBar selected={selected} onClear={() => setSelected(new Set())} replay={replay} />
      </div>
      <NotificationDrawer
        integration={integration}
        id={search.open}
        replay={replay}
        onClose={() => filter({ open: undefined })}
      />
    </>
  );
}
