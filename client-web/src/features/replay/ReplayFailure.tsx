import { Code } from "@connectrpc/connect";
import { Trans, useLingui } from "@lingui/react/macro";
import { Button, Group, Stack, Text } from "@mantine/core";
import { problemOf } from "../../rpc/problem";
import { problemText } from "../../rpc/problem-text";
import { Notice } from "../../ui/Notice";
import type { Replay } from "./use-replay";

interface Props {
  replay: Replay;
  failed: Extract<Replay["state"], { step: "failed" }>;
}

/** Why a replay was not done, or is no longer followed, and what to do. */
export function ReplayFailure({ replay, failed: { selection, dry, error, progress } }: Props) {
  const again = () => (dry ? replay.check(selection) : replay.run(selection));
  const { title, text } = useWords(error, dry, progress !== undefined);
  return (
    <Notice tone="not-present" role="alert" title={title}>
      <Stack gap="xs" align="flex-start">
        <Text size="sm">{text}</Text>
        <Group gap="xs">
          <Button size="xs" variant="default" onClick={again}>
            <Trans>Try again</Trans>
          </Button>
          <Button size="xs" variant="default" onClick={replay.dismiss}>
            <Trans>Close</Trans>
          </Button>
        </Group>
      </Stack>
    </Notice>
  );
}

function useWords(error: unknown, dry: boolean, begun: boolean): { title: string; text: string } {
  const { t } = useLingui();
  const { code, reason } = problemOf(error);
  if (reason === "REPLAY_RUNNING") {
    return {
      title: t`Another replay is running`,
      text: t`Only one at a time is done for an integration. Wait until it has finished, then try again.`,
    };
  }
  if (begun && !dry && (code === Code.Unavailable || code === Code.Unknown || code === Code.DeadlineExceeded)) {
    return {
      title: t`The connection was lost`,
      text: t`The server goes on with the replay unless it was stopped itself. Replaying again does no harm: what was read already stays as it is.`,
    };
  }
  return { title: dry ? t`This could not be worked out` : t`Nothing could be read anew`, text: problemText(error) };
}
