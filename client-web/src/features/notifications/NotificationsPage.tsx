import { useLingui } from "@lingui/react/macro";
import { useParams } from "@tanstack/react-router";
import { FeedPage } from "./FeedPage";
import { NotificationList } from "./NotificationList";

/** What an integration received, the newest first, and what was read from it. */
export function NotificationsPage() {
  const { t } = useLingui();
  const { id } = useParams({ from: "/app/integrations/$id/notifications" });
  return (
    <FeedPage
      id={id}
      title={t`Notifications`}
      lead={t`What came in, word for word, and what was read from it. Passwords and tokens are masked.`}
    >
      {(integration) => <NotificationList integration={integration} />}
    </FeedPage>
  );
}
