import { useLingui } from "@lingui/react/macro";
import { Text } from "@mantine/core";
import { TextLink } from "../../ui/links";
import { Panel } from "../../ui/Panel";
import classes from "./ReceivedLinks.module.css";

/** From an integration to what it receives, and how that is read. */
export function ReceivedLinks({ id }: { id: string }) {
  const { t } = useLingui();
  const links = [
    {
      to: "/integrations/$id/notifications",
      label: t`Notifications`,
      words: t`What came in, word for word, and what was read from it.`,
    },
    {
      to: "/integrations/$id/quarantine",
      label: t`Set aside`,
      words: t`What could not be read, why, and how to read it anew.`,
    },
    {
      to: "/integrations/$id/format",
      label: t`Notification format`,
      words: t`Where agent, status, detail and time are found.`,
    },
  ] as const;
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
