import { useQuery } from "@connectrpc/connect-query";
import { Trans, useLingui } from "@lingui/react/macro";
import { useState } from "react";
import { AdherenceService } from "../../gen/kadans/v1/adherence_service_pb";
import { Notice } from "../../ui/Notice";
import { Page } from "../../ui/Page";
import { TableSkeleton } from "../../ui/PageSkeleton";
import { Problem } from "../../ui/Problem";
import { hasRole, INTEGRATION_ROLES } from "../session/roles";
import { useSession } from "../session/session-context";
import { SettingsForm } from "./SettingsForm";

/** The account's rules of adherence: administrators change them, others read them. */
export function SettingsPage() {
  const { t } = useLingui();
  const editable = hasRole(useSession(), INTEGRATION_ROLES);
  // A form that is being filled in must not change by itself.
  const options = { refetchOnWindowFocus: false, refetchOnReconnect: false, refetchOnMount: "always" } as const;
  const query = useQuery(AdherenceService.method.getAdherenceSettings, {}, options);
  const [version, setVersion] = useState(0);
  const reload = async () => {
    await query.refetch();
    setVersion((before) => before + 1);
  };
  const settings = query.isFetchedAfterMount ? query.data?.settings : undefined;
  return (
    <Page
      title={t`Adherence settings`}
      lead={t`A change acts at once, and on the past too: every view is computed anew by the new rules.`}
      width="narrow"
    >
      {!editable && (
        <Notice tone="not-scheduled" title={t`Read only`}>
          <Trans>Only administrators of the account can change these settings.</Trans>
        </Notice>
      )}
      {query.error && !settings && <Problem error={query.error} onRetry={() => void query.refetch()} />}
      {!settings && !query.error && <TableSkeleton />}
      {settings && <SettingsForm key={version} settings={settings} editable={editable} onReload={reload} />}
    </Page>
  );
}
