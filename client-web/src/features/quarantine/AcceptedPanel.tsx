import { Trans, useLingui } from "@lingui/react/macro";
import { Button, Group, Text, TextInput } from "@mantine/core";
import { type FormEvent, useState } from "react";
import type { Integration } from "../../gen/kadans/v1/integration_pb";
import { useFormat } from "../../lib/format";
import { localDateTime } from "../../lib/zoned";
import { Panel } from "../../ui/Panel";
import { at } from "../notifications/span";
import type { Replay } from "../replay/use-replay";

interface Props {
  integration: Integration;
  replay: Replay;
}

/** Reads anew what could be read before, within a window of time: first it is told what that would change. */
export function AcceptedPanel({ integration: { timeZone, rawRetention }, replay }: Props) {
  const { t } = useLingui();
  const format = useFormat();
  const kept = rawRetention && format.span(Number(rawRetention.seconds));
  // Yesterday at this time: what a mistake of today has touched.
  const [from, setFrom] = useState(() => localDateTime(Date.now() - 86_400_000, timeZone).slice(0, 16));
  const [to, setTo] = useState("");
  const [complaint, setComplaint] = useState<"from" | "order">();
  const check = (event: FormEvent) => {
    event.preventDefault();
    const startTime = at(from, timeZone);
    const endTime = to ? at(to, timeZone) : undefined;
    const wrong = !startTime ? "from" : to && to <= from ? "order" : undefined;
    setComplaint(wrong);
    if (!wrong) replay.check({ case: "received", value: { startTime, endTime } });
  };
  return (
    <Panel
      title={t`Read accepted notifications anew`}
      lead={
        <>
          <Trans>
            Where the format read something wrongly, correct it, then read a window of time anew. Before anything
            changes you see what would.
          </Trans>{" "}
          {kept && t`Raw text is kept for ${kept}, so this reaches as far back; what is older stays as it is.`}
        </>
      }
    >
      <form onSubmit={check} noValidate>
        <Group gap="sm" align="flex-start">
          <TextInput
            type="datetime-local"
            label={t`Received from`}
            value={from}
            onChange={(event) => setFrom(event.currentTarget.value)}
            error={complaint === "from" && t`Fill in this field.`}
          />
          <TextInput
            type="datetime-local"
            label={t`Received before`}
            value={to}
            onChange={(event) => setTo(event.currentTarget.value)}
            error={complaint === "order" && t`Enter a later time, or none.`}
          />
          <Button type="submit" variant="default" mt={21} disabled={replay.state.step === "running"}>
            <Trans>See what would change</Trans>
          </Button>
        </Group>
        <Text size="xs" c="dimmed" mt={6}>
          {t`Times are those of ${timeZone}. Without an end it is until now.`}
        </Text>
      </form>
    </Panel>
  );
}
