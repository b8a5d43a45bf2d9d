import { Trans, useLingui } from "@lingui/react/macro";
import { Button, Code, Text, VisuallyHidden } from "@mantine/core";
import { useState } from "react";
import type { UrlToken } from "../../gen/kadans/v1/url_token_pb";
import { useNow } from "../../lib/use-now";
import { ConfirmDialog } from "../../ui/ConfirmDialog";
import { Instant } from "../../ui/Instant";
import { RelativeTime } from "../../ui/RelativeTime";
import { type Column, PagedTable } from "../../ui/table/PagedTable";
import { TokenStatusTag } from "./TokenStatusTag";
import { isValid } from "./token-status";
import { useCredentialWords } from "./use-credential-words";
import { useRevoke } from "./use-revoke";
import type { Credential } from "./vendors";

interface Props {
  tokens: UrlToken[];
  credential: Credential;
}

/** URL tokens or API keys without their secrets, the newest first. */
export function UrlTokenTable({ tokens, credential }: Props) {
  const { t } = useLingui();
  const words = useCredentialWords(credential);
  const [revoking, setRevoking] = useState<UrlToken>();
  const revoke = useRevoke(credential);
  const confirm = () => revoking && revoke.mutate({ id: revoking.id }, { onSettled: () => setRevoking(undefined) });
  return (
    <>
      <PagedTable label={words.list} columns={useColumns(setRevoking)} rows={tokens} rowKey={({ id }) => id} />
      <ConfirmDialog
        opened={revoking !== undefined}
        title={words.revokeQuestion}
        confirmLabel={t`Revoke`}
        busy={revoke.isPending}
        onConfirm={confirm}
        onCancel={() => setRevoking(undefined)}
      >
        {words.revokeWarning}
      </ConfirmDialog>
    </>
  );
}

function useColumns(onRevoke: (token: UrlToken) => void): Column<UrlToken>[] {
  const { t } = useLingui();
  const now = useNow(10_000);
  const never = (
    <Text size="sm" c="dimmed">
      <Trans>Never</Trans>
    </Text>
  );
  return [
    { key: "hint", title: t`Hint`, cell: ({ hint }) => <Code>{hint}</Code> },
    {
      key: "status",
      title: t`Status`,
      cell: (token) => (
        <>
          <TokenStatusTag token={token} now={now} />
          <Text size="xs" c="dimmed" mt={2}>
            {token.expireTime ? (
              <Trans>
                Expires <Instant time={token.expireTime} />
              </Trans>
            ) : (
              <Trans>Does not expire</Trans>
            )}
          </Text>
        </>
      ),
    },
    {
      key: "created",
      title: t`Generated`,
      cell: ({ createTime, creatorName }) => (
        <>
          {createTime && <Instant time={createTime} />}
          <Text size="xs" c="dimmed">
            {t`by ${creatorName}`}
          </Text>
        </>
      ),
    },
    {
      key: "used",
      title: t`Last used`,
      cell: ({ lastUseTime }) => (lastUseTime ? <RelativeTime time={lastUseTime} toMinute /> : never),
    },
    {
      key: "revoke",
      title: <VisuallyHidden>{t`Actions`}</VisuallyHidden>,
      cell: (token) =>
        isValid(token, now) && (
          <Button
            size="compact-sm"
            variant="subtle"
            color="red"
            onClick={() => onRevoke(token)}
            aria-label={t`Revoke ${token.hint}`}
          >
            <Trans>Revoke</Trans>
          </Button>
        ),
    },
  ];
}
