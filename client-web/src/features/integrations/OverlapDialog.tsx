import { Trans, useLingui } from "@lingui/react/macro";
import { Button, Group, Modal, Radio, Stack, Text } from "@mantine/core";
import { useState } from "react";

const DAY = 86_400;
const DEFAULT_DAYS = 7;

interface Props {
  onGenerate: (overlapSeconds: number) => void;
  onClose: () => void;
}

/** Asks how long the URL that is in use goes on working beside the new one. */
export function OverlapDialog({ onGenerate, onClose }: Props) {
  const { t } = useLingui();
  const [days, setDays] = useState(String(DEFAULT_DAYS));
  const choices: [number, string][] = [
    [1, t`1 day`],
    [7, t`7 days`],
    [30, t`30 days`],
    [90, t`90 days`],
    [0, t`Not at all: the old URL stops working now`],
  ];
  return (
    <Modal opened onClose={onClose} title={t`Generate URL token`} closeButtonProps={{ "aria-label": t`Close` }}>
      <Stack gap="md">
        <Text size="sm">
          <Trans>
            Another URL is in use. Odigo has to restart a server to take a new one, so let the old one go on working for
            a while: no notification is lost, and nobody needs to plan an outage.
          </Trans>
        </Text>
        <Radio.Group label={t`How long should the old URL go on working?`} value={days} onChange={setDays}>
          <Stack gap="xs" mt="xs">
            {choices.map(([value, label]) => (
              <Radio key={value} value={String(value)} label={label} />
            ))}
          </Stack>
        </Radio.Group>
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={onClose}>
            <Trans>Cancel</Trans>
          </Button>
          <Button onClick={() => onGenerate(Number(days) * DAY)}>
            <Trans>Generate</Trans>
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
