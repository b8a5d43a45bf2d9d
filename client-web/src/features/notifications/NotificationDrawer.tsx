import { useQuery } from "@connectrpc/connect-query";
import { useLingui } from "@lingui/react/macro";
import { Drawer } from "@mantine/core";
import type { Integration } from "../../gen/kadans/v1/integration_pb";
import { IntegrationService } from "../../gen/kadans/v1/integration_service_pb";
import { TableSkeleton } from "../../ui/PageSkeleton";
import { Problem } from "../../ui/Problem";
import { hasFormat } from "../integrations/vendors";
import type { Replay } from "../replay/use-replay";
import { NotificationDetails } from "./NotificationDetails";
import classes from "./notifications.module.css";

interface Props {
  integration: Integration;
  /** The notification's id; absent for none. */
  id: string | undefined;
  replay: Replay;
  onClose: () => void;
}

/** One notification: as it came, and as it was read. */
export function NotificationDrawer({ integration, id, replay, onClose }: Props) {
  const { t } = useLingui();
  const query = useQuery(
    IntegrationService.method.getNotification,
    { integrationId: integration.id, id: id ?? "" },
    { enabled: id !== undefined },
  );
  const notification = query.data?.notification;
  const onReplay =
    notification &&
    (() => {
      replay.check({ case: "ids", value: { ids: [notification.id] } });
      onClose();
    });
  return (
    <Drawer.Root opened={id !== undefined} onClose={onClose} position="right" size="xl" lockScroll={false}>
      <Drawer.Overlay />
      <Drawer.Content>
        <Drawer.Body>
          {/* Not Drawer.Header, which would be a second banner of the page. */}
          <div className={classes.head}>
            <Drawer.Title>{t`Notification`}</Drawer.Title>
            <Drawer.CloseButton aria-label={t`Close`} data-autofocus />
          </div>
          {notification ? (
            <NotificationDetails
              integration={integration}
              notification={notification}
              onReplay={hasFormat(integration.vendorId) ? onReplay : undefined}
            />
          ) : query.isError ? (
            <Problem error={query.error} onRetry={() => query.refetch()} />
          ) : (
            <TableSkeleton rows={4} />
          )}
        </Drawer.Body>
      </Drawer.Content>
    </Drawer.Root>
  );
}
