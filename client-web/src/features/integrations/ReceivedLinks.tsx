import { useLingui } from "@lingui/react/macro";
import { Text } from "@mantine/core";
import type { Integration } from "../../gen/kadans/v1/integration_pb";
import { TextLink } from "../../ui/links";
import { Panel } from "../../ui/Panel";
import classes from "./ReceivedLinks.module.css";
import { hasFormat } from "./vendors";

/** From an integration to what it receives, and how that is read. */
export function ReceivedLinks({ integration: { id, vendorId } }: { integration: Integration }) {
  const { t } = useLingui();
  const received = [
    {
      to: "/integrations/$id/notifications",
      label: t`Notifications`,
      words: t`What came in, word for word, and what was read from it.`,
    },
    {
      to: "/integrations/$id/quarantine",
      label: t`Set aside`,
      words: t`What could not be read, and why.`,
    },
  ] as const;
  const format = {
    to: "/integrations/$id/format",
    label: t`Notification format`,
    words: t`Where agent, status, detail and time are found.`,
  } as const;
  const links = hasFormat(vendorId) ? [...received, format] : received;
  return (
    <Panel title={t`What is received`}>
      <ul className={classes.list}>
        {links.map(({ to, label, words }) => (
          <li key={to}>
            <TextLink to={to} params={{ id }} size="sm" fw={550}>
              {label}
            </TextLink>
            <Text size="sm" c="dimmed">
              {words}
            </Text>
          </li>
        ))}
      </ul>
    </Panel>
  );
}
