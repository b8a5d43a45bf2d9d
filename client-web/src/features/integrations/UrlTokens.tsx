import { Trans } from "@lingui/react/macro";
import { Button } from "@mantine/core";
import { useState } from "react";
import type { Integration } from "../../gen/kadans/v1/integration_pb";
import type { UrlToken } from "../../gen/kadans/v1/url_token_pb";
import { EmptyState } from "../../ui/EmptyState";
import { IconKey, IconLink } from "../../ui/icons";
import { TableSkeleton } from "../../ui/PageSkeleton";
import { Panel } from "../../ui/Panel";
import { Problem } from "../../ui/Problem";
import { ApiKeyDialog } from "./ApiKeyDialog";
import { NotificationUrlDialog } from "./NotificationUrlDialog";
import { OverlapDialog } from "./OverlapDialog";
import { isValid } from "./token-status";
import { UnusedTokens } from "./UnusedTokens";
import { UrlTokenTable } from "./UrlTokenTable";
import { useCredentialWords } from "./use-credential-words";
import { useGenerate } from "./use-generate";
import { credentialOf } from "./vendors";

interface Props {
  integration: Integration;
  tokens: UrlToken[];
  list: { isPending: boolean; error: unknown; refetch: () => unknown };
}

/** The integration's URL tokens, and the way to a new one. */
export function UrlTokens({ integration, tokens, list }: Props) {
  const credential = credentialOf(integration.vendorId);
  const words = useCredentialWords(credential);
  const [choosing, setChoosing] = useState(false);
  const { generate, busy, generated, forget } = useGenerate(integration);
  const another = tokens.some((token) => isValid(token, Date.now()));
  const button = (
    <Button onClick={() => (another ? setChoosing(true) : generate())} loading={busy} disabled={list.isPending}>
      <Trans>Generate</Trans>
    </Button>
  );
  return (
    <Panel id="url-tokens" title={words.title} lead={words.lead} actions={tokens.length > 0 && button}>
      {list.isPending ? (
        <TableSkeleton rows={2} />
      ) : list.error && tokens.length === 0 ? (
        <Problem error={list.error} onRetry={() => list.refetch()} />
      ) : tokens.length === 0 ? (
        <EmptyState
          icon={credential === "key" ? <IconKey size={24} /> : <IconLink size={24} />}
          title={words.none}
          action={button}
        >
          {words.first}
        </EmptyState>
      ) : (
        <>
          <UnusedTokens tokens={tokens} credential={credential} />
          <UrlTokenTable tokens={tokens} credential={credential} />
        </>
      )}
      {choosing && (
        <OverlapDialog
          credential={credential}
          onClose={() => setChoosing(false)}
          onGenerate={(overlapSeconds) => {
            setChoosing(false);
            generate(overlapSeconds);
          }}
        />
      )}
      {generated &&
        (credential === "key" ? (
          <ApiKeyDialog generated={generated} onStored={forget} />
        ) : (
          <NotificationUrlDialog generated={generated} onStored={forget} />
        ))}
    </Panel>
  );
}
