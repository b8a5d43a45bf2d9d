import { useMutation } from "@connectrpc/connect-query";
import { Trans, useLingui } from "@lingui/react/macro";
import { Button, Code, Text, VisuallyHidden } from "@mantine/core";
import { useState } from "react";
import { IntegrationService } from "../../gen/kadans/v1/integration_service_pb";
import type { UrlToken } from "../../gen/kadans/v1/url_token_pb";
import { useNow } from "../../lib/use-now";
import { useRefresh } from "../../rpc/use-refresh";
import { ConfirmDialog } from "../../ui/ConfirmDialog";
import { Instant } from "../../ui/Instant";
import { notifyDone, notifyProblem } from "../../ui/notify";
import { RelativeTime } from "../../ui/RelativeTime";
import { type Column, PagedTable } from "../../ui/table/PagedTable";
import { TokenStatusTag } from "./TokenStatusTag";
import { isValid } from "./token-status";

/** URL tokens without their secrets, the newest first. */
export function UrlTokenTable({ tokens }: { tokens: UrlToken[] }) {
  const { t } = useLingui();
  const [revoking, setRevoking] = useState<UrlToken>();
  const refresh = useRefresh(IntegrationService);
  const revoke = useMutation(IntegrationService.method.revokeUrlToken, {
    onSuccess: () => {
      notifyDone(t`The URL token was revoked. Notifications that come with it are refused.`);
      return refresh();
    },
    onError: (error) => notifyProblem(t`The URL token could not be revoked`, error),
    onSettled: () => setRevoking(undefined),
  });
  return (
    <>
      <PagedTable label={t`URL tokens`} columns={useColumns(setRevoking)} rows={tokens} rowKey={({ id }) => id} />
      <ConfirmDialog
        opened={revoking !== undefined}
        title={t`Revoke this URL token?`}
        confirmLabel={t`Revoke`}
        busy={revoke.isPending}
        onConfirm={() => revoking && revoke.mutate({ id: revoking.id })}
        onCancel={() => setRevoking(undefined)}
      >
        <Trans>
          Notifications to its URL are refused at once, and can’t be recovered. Make sure that Odigo uses another URL by
          now.
        </Trans>
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
      cell: ({ lastUseTime }) => (lastUseTime ? <RelativeTime time={lastUseTime} /> : never),
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
