import "@mantine/core/styles/Notification.css";
import "@mantine/notifications/styles.css";
import { Notifications } from "@mantine/notifications";

/** Where notifications show. */
export function Notices() {
  return <Notifications position="bottom-right" limit={3} autoClose={6000} />;
}
