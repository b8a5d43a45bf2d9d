import "@mantine/core/styles/Notification.css";
import "@mantine/notifications/styles.css";
import { Notifications } from "@mantine/notifications";

/** Where notifications show: over the heading, as below they would lie over the buttons of rows. */
export function Notices() {
  return <Notifications position="top-center" limit={3} autoClose={6000} />;
}
