import { Trans, useLingui } from "@lingui/react/macro";
import { ActionIcon, Button, Group, Menu } from "@mantine/core";
import { type User, UserKind, UserState } from "../../gen/kadans/v1/user_pb";
import { IconCheck, IconLink, IconLock, IconMore } from "../../ui/icons";
import { useSession } from "../session/session-context";

/** What can be done to a user, beside changing their roles. */
export type UserDeed = "edit" | "renew" | "deactivate" | "reactivate";

interface Props {
  user: User;
  onDeed: (deed: UserDeed, user: User) => void;
}

/** What can be done to a user in their present state. */
export function UserActions({ user, onDeed }: Props) {
  const { t } = useLingui();
  const { id, name, kind, state } = user;
  const person = kind === UserKind.PERSON;
  const active = state !== UserState.DEACTIVATED;
  const oneself = useSession()?.principal?.id === id;
  return (
    <Group gap={4} wrap="nowrap" justify="flex-end">
      {active && (
        <Button size="compact-sm" variant="default" onClick={() => onDeed("edit", user)} aria-label={t`Edit ${name}`}>
          <Trans>Edit</Trans>
        </Button>
      )}
      {(active || person) && (
        <Menu width={250}>
          <Menu.Target>
            <ActionIcon aria-label={t`More for ${name}`}>
              <IconMore size={18} />
            </ActionIcon>
          </Menu.Target>
          <Menu.Dropdown>
            {active && person && (
              <Menu.Item leftSection={<IconLink size={16} />} onClick={() => onDeed("renew", user)}>
                <Trans>New link to set a password</Trans>
              </Menu.Item>
            )}
            {active && !oneself && (
              <Menu.Item
                leftSection={<IconLock size={16} />}
                c="var(--kd-not-present-text)"
                onClick={() => onDeed("deactivate", user)}
              >
                {person ? t`Deactivate` : t`Revoke`}
              </Menu.Item>
            )}
            {!active && (
              <Menu.Item leftSection={<IconCheck size={16} />} onClick={() => onDeed("reactivate", user)}>
                <Trans>Reactivate</Trans>
              </Menu.Item>
            )}
          </Menu.Dropdown>
        </Menu>
      )}
    </Group>
  );
}
