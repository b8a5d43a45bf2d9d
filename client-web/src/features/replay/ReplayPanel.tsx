import { Trans, useLingui } from "@lingui/react/macro";
import { Button, Group, Progress, Stack, Text } from "@mantine/core";
import type { ReplayNotificationsResponse } from "../../gen/kadans/v1/integration_service_pb";
import { useFormat } from "../../lib/format";
import { Notice } from "../../ui/Notice";
import { Panel } from "../../ui/Panel";
import { ReplayFailure } from "./ReplayFailure";
import type { Replay } from "./use-replay";
import { useReplayWords } from "./use-replay-words";

/** How far a replay is, and what it did or would do; nothing while there is none. */
export function ReplayPanel({ replay }: { replay: Replay }) {
  const { state } = replay;
  switch (state.step) {
    case "idle":
      return null;
    case "running":
      return <Running replay={replay} dry={state.dry} progress={state.progress} />;
    case "failed":
      return <ReplayFailure replay={replay} failed={state} />;
    case "done":
      return state.dry ? <Forecast replay={replay} done={state} /> : <Done replay={replay} result={state.progress} />;
  }
}

interface RunningProps {
  replay: Replay;
  dry: boolean;
  progress: ReplayNotificationsResponse | undefined;
}

function Running({ replay, dry, progress }: RunningProps) {
  const { t } = useLingui();
  const format = useFormat();
  const total = progress?.totalCount ?? 0;
  const done = format.count(progress?.doneCount ?? 0);
  const all = format.count(total);
  const title = dry ? t`Working out what would change` : t`Reading anew`;
  return (
    <Panel title={title} actions={progress && <Text size="sm" c="dimmed">{t`${done} of ${all}`}</Text>}>
      <Stack gap="xs" align="stretch">
        <Progress
          value={progress && total > 0 ? (100 * progress.doneCount) / total : 0}
          color="petrol"
          aria-label={title}
        />
        <Group justify="space-between" gap="xs">
          <Text size="sm" role="status">
            {dry ? (
              <Trans>Nothing is changed by this.</Trans>
            ) : (
              <Trans>
                The server goes on with it if you leave this page. What is left unreadable then is listed under “Set
                aside”.
              </Trans>
            )}
          </Text>
          {dry && (
            <Button size="xs" variant="default" onClick={replay.dismiss}>
              <Trans>Cancel</Trans>
            </Button>
          )}
        </Group>
      </Stack>
    </Panel>
  );
}

interface ForecastProps {
  replay: Replay;
  done: Extract<Replay["state"], { step: "done" }>;
}

/** What would change, and the question whether it should. */
function Forecast({ replay, done: { selection, progress } }: ForecastProps) {
  const { t } = useLingui();
  const words = useReplayWords();
  const changes = progress.changedCount + progress.addedStateCount + progress.supersededStateCount > 0;
  if (!changes) {
    return (
      <Notice tone="not-scheduled" role="status" title={t`Nothing would change`}>
        <Stack gap="xs" align="flex-start">
          <Text size="sm">
            {progress.totalCount === 0 ? (
              <Trans>There is nothing in this selection whose raw text is still kept.</Trans>
            ) : (
              <Trans>The format reads all of it just as it was read before.</Trans>
            )}
          </Text>
          <Button size="xs" variant="default" onClick={replay.dismiss}>
            <Trans>Close</Trans>
          </Button>
        </Stack>
      </Notice>
    );
  }
  return (
    <Notice tone="wrong-activity" role="status" title={t`This would change`}>
      <Lines lines={words(progress, true)} />
      <Group gap="xs" mt="xs">
        <Button size="xs" onClick={() => replay.run(selection)}>
          <Trans>Replay now</Trans>
        </Button>
        <Button size="xs" variant="default" onClick={replay.dismiss}>
          <Trans>Cancel</Trans>
        </Button>
      </Group>
    </Notice>
  );
}

function Done({ replay, result }: { replay: Replay; result: ReplayNotificationsResponse }) {
  const { t } = useLingui();
  const words = useReplayWords();
  return (
    <Notice tone="not-scheduled" role="status" title={t`Read anew`}>
      <Lines lines={words(result, false)} />
      <Button size="xs" variant="default" mt="xs" onClick={replay.dismiss}>
        <Trans>Close</Trans>
      </Button>
    </Notice>
  );
}

function Lines({ lines }: { lines: string[] }) {
  return (
    <Stack gap={2}>
      {lines.map((line) => (
        <Text key={line} size="sm">
          {line}
        </Text>
      ))}
    </Stack>
  );
}
