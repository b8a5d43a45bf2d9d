import { Trans, useLingui } from "@lingui/react/macro";
import { Button, Stack, Text } from "@mantine/core";
import type { UrlToken } from "../../gen/kadans/v1/url_token_pb";
import { useNow } from "../../lib/use-now";
import { Instant } from "../../ui/Instant";
import { Notice } from "../../ui/Notice";
import { type Unused, unusedTokens } from "./unused-tokens";
import { useRevoke } from "./use-revoke";
import type { Credential } from "./vendors";

interface Props {
  tokens: readonly UrlToken[];
  credential: Credential;
}

/** Offers to revoke what is not used any more since something newer is. */
export function UnusedTokens({ tokens, credential }: Props) {
  const now = useNow(10_000);
  return unusedTokens(tokens, now).map((unused) => (
    <UnusedToken key={unused.token.id} unused={unused} credential={credential} />
  ));
}

function UnusedToken({ unused: { token, successor }, credential }: { unused: Unused; credential: Credential }) {
  const { t } = useLingui();
  const revoke = useRevoke(credential);
  const { hint, lastUseTime } = token;
  return (
    <Notice tone="not-scheduled" mb="sm" title={t`${hint} is no longer used: revoke it?`}>
      <Stack gap="xs" align="flex-start">
        <Text size="sm">
          {lastUseTime ? (
            <Trans>
              It was last used on <Instant time={lastUseTime} />.
            </Trans>
          ) : (
            <Trans>It was never used.</Trans>
          )}{" "}
          {successor.lastUseTime && (
            <Trans>
              The newer {successor.hint} is in use, last on <Instant time={successor.lastUseTime} />.
            </Trans>
          )}
        </Text>
        <Button
          size="xs"
          variant="default"
          loading={revoke.isPending}
          onClick={() => revoke.mutate({ id: token.id })}
          aria-description={hint}
        >
          <Trans>Revoke the old one</Trans>
        </Button>
      </Stack>
    </Notice>
  );
}
