import { plural } from "@lingui/core/macro";
import { Trans, useLingui } from "@lingui/react/macro";
import { Button } from "@mantine/core";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { useMemo, useState } from "react";
import { SessionService } from "../../gen/kadans/v1/session_service_pb";
import { type User, UserKind } from "../../gen/kadans/v1/user_pb";
import { usePages } from "../../rpc/use-pages";
import { IconPlus } from "../../ui/icons";
import { Listing } from "../../ui/Listing";
import { NothingFound } from "../../ui/NothingFound";
import { Page } from "../../ui/Page";
import { SearchField } from "../../ui/SearchField";
import { Toolbar } from "../../ui/Toolbar";
import { usePlanningUnits } from "../employees/use-planning-units";
import { EditUserDialog } from "./EditUserDialog";
import { InvitationDialog } from "./InvitationDialog";
import { InviteDialog } from "./InviteDialog";
import { JustYou } from "./JustYou";
import { ProgramsNote } from "./ProgramsNote";
import { DeactivateDialog, ReactivateDialog, RenewDialog } from "./StandingDialog";
import type { UserDeed } from "./UserActions";
import { useInvitation } from "./use-invitation";
import { useUserColumns } from "./use-user-columns";

type Open = { deed: "invite" } | { deed: UserDeed; user: User };

/** Who gets into the account, and what they may do. */
export function UsersPage() {
  const { t } = useLingui();
  const { q } = useSearch({ from: "/app/users" });
  const navigate = useNavigate({ from: "/users" });
  const [open, setOpen] = useState<Open>();
  const close = () => setOpen(undefined);
  const invitation = useInvitation();
  const { units } = usePlanningUnits();
  const unitNames = useMemo(() => new Map(units.map(({ id, name }) => [id, name])), [units]);
  const list = usePages(SessionService.method.listUsers, { search: q ?? "" });
  const users = useMemo(() => list.pages.flatMap((page) => page.users), [list.pages]);
  const columns = useUserColumns(unitNames, (deed, user) => setOpen({ deed, user }));

  const reload = async ({ id }: User) => {
    const { data } = await list.refetch();
    const fresh = data?.pages.flatMap((page) => page.users).find((user) => user.id === id);
    setOpen(fresh && { deed: "edit", user: fresh });
  };
  const invite = (
    <Button leftSection={<IconPlus size={16} />} onClick={() => setOpen({ deed: "invite" })}>
      <Trans>Invite</Trans>
    </Button>
  );
  return (
    <Page
      title={t`Users`}
      lead={t`Who gets into the account, and what they may do. Programs are listed with the people.`}
      actions={invite}
    >
      <div>
        <Toolbar
          count={
            list.isPending || list.hasNextPage ? undefined : plural(users.length, { one: "# user", other: "# users" })
          }
        >
          <SearchField
            value={q ?? ""}
            placeholder={t`Name or e-mail`}
            onChange={(text) => navigate({ search: { q: text || undefined }, replace: true })}
          />
        </Toolbar>
        <Listing
          label={t`Users`}
          list={list}
          rows={users}
          rowKey={({ id }) => id}
          columns={columns}
          empty={<NothingFound onReset={() => navigate({ search: {} })} />}
        />
      </div>
      {!q && users.length === 1 && <JustYou onInvite={() => setOpen({ deed: "invite" })} />}
      {users.some(({ kind }) => kind === UserKind.PROGRAM) && <ProgramsNote />}
      {open?.deed === "invite" && (
        <InviteDialog
          onClose={close}
          onInvited={(link) => {
            close();
            invitation.show(link);
          }}
        />
      )}
      {open?.deed === "edit" && (
        <EditUserDialog key={open.user.etag} user={open.user} onClose={close} onReload={() => reload(open.user)} />
      )}
      {open?.deed === "renew" && (
        <RenewDialog
          user={open.user}
          busy={invitation.busy}
          onRenew={() => invitation.renew(open.user).finally(close)}
          onClose={close}
        />
      )}
      {open?.deed === "deactivate" && <DeactivateDialog user={open.user} onClose={close} />}
      {open?.deed === "reactivate" && <ReactivateDialog user={open.user} onClose={close} />}
      {invitation.link && <InvitationDialog link={invitation.link} onStored={invitation.forget} />}
    </Page>
  );
}
