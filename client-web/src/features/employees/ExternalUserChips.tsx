import { Trans } from "@lingui/react/macro";
import { Code, Group, Text } from "@mantine/core";
import type { ExternalUser } from "../../gen/kadans/v1/external_user_pb";
import { TextLink } from "../../ui/links";

/** The external users of one employee; without any, the way to assign one. */
export function ExternalUserChips({ users }: { users: ExternalUser[] }) {
  if (users.length === 0) {
    return (
      <Group gap={6}>
        <Text size="sm" c="dimmed">
          <Trans>None</Trans>
        </Text>
        <TextLink to="/employees" search={{ tab: "external", unassigned: true }} size="sm">
          <Trans>Assign</Trans>
        </TextLink>
      </Group>
    );
  }
  return (
    <Group gap={4}>
      {users.map(({ id, identifier }) => (
        <Code key={id}>{identifier}</Code>
      ))}
    </Group>
  );
}
