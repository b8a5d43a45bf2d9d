import type { Timestamp } from "@bufbuild/protobuf/wkt";
import { createClient } from "@connectrpc/connect";
import { useTransport } from "@connectrpc/connect-query";
import { useLingui } from "@lingui/react/macro";
import { useState } from "react";
import { SessionService } from "../../gen/kadans/v1/session_service_pb";
import type { User } from "../../gen/kadans/v1/user_pb";
import { useRefresh } from "../../rpc/use-refresh";
import { notifyProblem } from "../../ui/notify";

/** A link by which somebody sets a password, as long as it is on the screen. */
export interface InvitationLink {
  /** Whom it is for. */
  name: string;
  url: string;
  expireTime: Timestamp | undefined;
}

/** Makes new links. They go into this component's state alone, never into the cache of answers. */
export function useInvitation() {
  const { t } = useLingui();
  const transport = useTransport();
  const refresh = useRefresh(SessionService);
  const [busy, setBusy] = useState(false);
  const [link, setLink] = useState<InvitationLink>();

  const renew = async ({ id, name }: User) => {
    setBusy(true);
    try {
      const answer = await createClient(SessionService, transport).renewInvitation({ userId: id });
      setLink({ name, url: answer.invitationUrl, expireTime: answer.expireTime });
    } catch (error) {
      // Without a retry: the old link may be void already, and another one should be somebody's decision.
      notifyProblem(t`No new link could be made`, error);
    } finally {
      setBusy(false);
      refresh();
    }
  };
  const show = (made: InvitationLink) => {
    setLink(made);
    refresh();
  };
  return { renew, show, busy, link, forget: () => setLink(undefined) };
}
