import { Code } from "@connectrpc/connect";
import { Trans, useLingui } from "@lingui/react/macro";
import { Button, Stack, Text } from "@mantine/core";
import { problemOf } from "../rpc/problem";
import { problemText } from "../rpc/problem-text";
import { Notice } from "./Notice";

interface Props {
  error: unknown;
  /** Tries again; offered where that may help. */
  onRetry?: () => void;
  /** Loads anew; offered if somebody else made a change meanwhile. */
  onReload?: () => void;
  /** What could not be done; a general heading if absent. */
  title?: string;
}

/** A failed call where its result would have been, with what to do about it. */
export function Problem({ error, onRetry, onReload, title }: Props) {
  const { t } = useLingui();
  const { code, retryable } = problemOf(error);
  return (
    <Notice tone="not-present" title={title ?? t`This could not be loaded`} role="alert">
      <Stack gap="xs" align="flex-start">
        <Text size="sm">{problemText(error)}</Text>
        {onReload && code === Code.Aborted && (
          <Button size="xs" variant="default" onClick={onReload}>
            <Trans>Reload</Trans>
          </Button>
        )}
        {onRetry && retryable && (
          <Button size="xs" variant="default" onClick={onRetry}>
            <Trans>Try again</Trans>
          </Button>
        )}
      </Stack>
    </Notice>
  );
}
