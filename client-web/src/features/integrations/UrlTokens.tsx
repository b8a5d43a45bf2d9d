import { Trans, useLingui } from "@lingui/react/macro";
import { Button } from "@mantine/core";
import { useState } from "react";
import type { Integration } from "../../gen/kadans/v1/integration_pb";
import type { UrlToken } from "../../gen/kadans/v1/url_token_pb";
import { EmptyState } from "../../ui/EmptyState";
import { IconLink } from "../../ui/icons";
import { TableSkeleton } from "../../ui/PageSkeleton";
import { Panel } from "../../ui/Panel";
import { Problem } from "../../ui/Problem";
import { NotificationUrlDialog } from "./NotificationUrlDialog";
import { OverlapDialog } from "./OverlapDialog";
import { isValid } from "./token-status";
import { UrlTokenTable } from "./UrlTokenTable";
import { useGenerate } from "./use-generate";

interface Props {
  integration: Integration;
  tokens: UrlToken[];
  list: { isPending: boolean; error: unknown; refetch: () => unknown };
}

/** The integration's URL tokens, and the way to a new one. */
export function UrlTokens({ integration, tokens, list }: Props) {
  const { t } = useLingui();
  const [choosing, setChoosing] = useState(false);
  const { generate, busy, generated, forget } = useGenerate(integration.id);
  const another = tokens.some((token) => isValid(token, Date.now()));
  const button = (
    <Button onClick={() => (another ? setChoosing(true) : generate())} loading={busy} disabled={list.isPending}>
      <Trans>Generate</Trans>
    </Button>
  );
  return (
    <Panel
      id="url-tokens"
      title={t`URL token`}
      lead={t`Part of the URL to which the telephone system sends its notifications. Whoever has it can send statuses.`}
      actions={tokens.length > 0 && button}
    >
      {list.isPending ? (
        <TableSkeleton rows={2} />
      ) : list.error && tokens.length === 0 ? (
        <Problem error={list.error} onRetry={() => list.refetch()} />
      ) : tokens.length === 0 ? (
        <EmptyState icon={<IconLink size={24} />} title={t`No URL token yet`} action={button}>
          <Trans>Generate one, store the URL it gives you, and hand the URL to your contact at Odigo.</Trans>
        </EmptyState>
      ) : (
        <UrlTokenTable tokens={tokens} />
      )}
      {choosing && (
        <OverlapDialog
          onClose={() => setChoosing(false)}
          onGenerate={(overlapSeconds) => {
            setChoosing(false);
            generate(overlapSeconds);
          }}
        />
      )}
      {generated && <NotificationUrlDialog generated={generated} onStored={forget} />}
    </Panel>
  );
}
