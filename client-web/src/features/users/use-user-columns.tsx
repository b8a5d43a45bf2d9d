import { Trans, useLingui } from "@lingui/react/macro";
import { Badge, Group, Text, VisuallyHidden } from "@mantine/core";
import type { ReactNode } from "react";
import { type User, UserKind, UserState } from "../../gen/kadans/v1/user_pb";
import { useFormat } from "../../lib/format";
import { timestampMs } from "../../lib/time";
import { Instant } from "../../ui/Instant";
import { RelativeTime } from "../../ui/RelativeTime";
import type { Column } from "../../ui/table/PagedTable";
import { useRoleName } from "../session/role-names";
import { useSession } from "../session/session-context";
import { isLimitedToUnits } from "./roles";
import { UserActions, type UserDeed } from "./UserActions";
import { UserStateTag } from "./UserStateTag";

/** The columns of the list of users. @param unitNames names of planning units by id */
export function useUserColumns(
  unitNames: ReadonlyMap<string, string>,
  onDeed: (deed: UserDeed, user: User) => void,
): Column<User>[] {
  const { t } = useLingui();
  const roleName = useRoleName();
  return [
    { key: "name", title: t`Name`, cell: (user) => <Identity user={user} /> },
    { key: "state", title: t`State`, width: "210px", cell: (user) => <State user={user} /> },
    {
      key: "roles",
      title: t`Roles`,
      cell: ({ roles }) => (
        <Group gap={4}>
          {roles.map((role) => (
            <Badge key={role} color="gray">
              {roleName(role)}
            </Badge>
          ))}
        </Group>
      ),
    },
    { key: "units", title: t`Planning units`, cell: (user) => <Units user={user} names={unitNames} /> },
    { key: "last", title: t`Last sign-in`, width: "140px", cell: (user) => <LastSignIn user={user} /> },
    {
      key: "actions",
      title: <VisuallyHidden>{t`Actions`}</VisuallyHidden>,
      width: "120px",
      cell: (user) => <UserActions user={user} onDeed={onDeed} />,
    },
  ];
}

function Identity({ user: { id, name, email, kind } }: { user: User }) {
  const { t } = useLingui();
  const oneself = useSession()?.principal?.id === id;
  return (
    <>
      <Text size="sm" fw={600}>
        {name}
        {oneself && (
          <Text span size="xs" c="dimmed" fw={400} ml={6}>
            {t({ message: "you", context: "user" })}
          </Text>
        )}
      </Text>
      <Text size="xs" c="dimmed">
        {kind === UserKind.PROGRAM ? t`Program` : email}
      </Text>
    </>
  );
}

function State({ user: { state, invitationExpireTime } }: { user: User }) {
  const over = invitationExpireTime && timestampMs(invitationExpireTime) <= Date.now();
  return (
    <>
      <UserStateTag state={state} />
      {invitationExpireTime && state !== UserState.DEACTIVATED && (
        <Detail>
          {over ? (
            <Trans>The link has expired</Trans>
          ) : (
            <Trans>
              Link until <Instant time={invitationExpireTime} />
            </Trans>
          )}
        </Detail>
      )}
    </>
  );
}

function Units({ user, names }: { user: User; names: ReadonlyMap<string, string> }) {
  const { t } = useLingui();
  const format = useFormat();
  const { roles, planningUnitIds, kind } = user;
  const everything = !isLimitedToUnits(roles) || (kind === UserKind.PROGRAM && planningUnitIds.length === 0);
  if (everything) return <Quiet>{t({ message: "All", context: "planning units" })}</Quiet>;
  const known = planningUnitIds.flatMap((id) => names.get(id) ?? []);
  return known.length > 0 ? (
    format.enumeration(known)
  ) : (
    <Quiet>{t({ message: "None", context: "planning units" })}</Quiet>
  );
}

function LastSignIn({ user: { kind, lastSignInTime } }: { user: User }) {
  const { t } = useLingui();
  if (lastSignInTime) return <RelativeTime time={lastSignInTime} />;
  return <Quiet>{kind === UserKind.PROGRAM ? "–" : t`Never`}</Quiet>;
}

function Quiet({ children }: { children: ReactNode }) {
  return (
    <Text span size="sm" c="dimmed">
      {children}
    </Text>
  );
}

function Detail({ children }: { children: ReactNode }) {
  return (
    <Text size="xs" c="dimmed" mt={2}>
      {children}
    </Text>
  );
}
