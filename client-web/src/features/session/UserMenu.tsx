import { useMutation } from "@connectrpc/connect-query";
import { Trans, useLingui } from "@lingui/react/macro";
import { Badge, Button, Group, Menu, type MenuItemProps, Text } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { createLink } from "@tanstack/react-router";
import type { Ref } from "react";
import { SessionService } from "../../gen/kadans/v1/session_service_pb";
import { IconChevronDown, IconKey, IconSignOut } from "../../ui/icons";
import { notifyProblem } from "../../ui/notify";
import { useRoleName } from "./role-names";
import { useSession, useSessionKeeper } from "./session-context";

const MenuLink = createLink((props: MenuItemProps & { ref?: Ref<HTMLAnchorElement> }) => (
  <Menu.Item component="a" {...props} />
));

/** Who is signed in, and the way out. */
export function UserMenu() {
  const { t } = useLingui();
  const keeper = useSessionKeeper();
  const queryClient = useQueryClient();
  const principal = useSession()?.principal;
  const roleName = useRoleName();
  const signOut = useMutation(SessionService.method.signOut, {
    onSuccess: () => {
      keeper.end();
      queryClient.clear();
    },
    onError: (error) => notifyProblem(t`You are still signed in`, error),
  });
  if (!principal) return null;
  return (
    <Menu width={250}>
      <Menu.Target>
        <Button variant="subtle" color="gray" size="compact-md" rightSection={<IconChevronDown size={14} />} maw={220}>
          {principal.name}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>
          <Text size="sm" fw={600} c="var(--kd-text)" truncate>
            {principal.name}
          </Text>
          <Text size="xs" truncate>
            {principal.email}
          </Text>
          <Group gap={4} mt={6}>
            {principal.roles.map((role) => (
              <Badge key={role} size="sm" color="gray">
                {roleName(role)}
              </Badge>
            ))}
          </Group>
        </Menu.Label>
        <Menu.Divider />
        <MenuLink to="/password" leftSection={<IconKey size={16} />}>
          <Trans>Change password</Trans>
        </MenuLink>
        <Menu.Item
          leftSection={<IconSignOut size={16} />}
          disabled={signOut.isPending}
          onClick={() => signOut.mutate({})}
        >
          <Trans>Sign out</Trans>
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
