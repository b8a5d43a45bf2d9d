import { Trans, useLingui } from "@lingui/react/macro";
import { Button, Group, Modal, Radio, Stack, Text } from "@mantine/core";
import { useState } from "react";
import { useCredentialWords } from "./use-credential-words";
import type { Credential } from "./vendors";

const DAY = 86_400;
const DEFAULT_DAYS = 7;

interface Props {
  credential: Credential;
  onGenerate: (overlapSeconds: number) => void;
  onClose: () => void;
}

/** Asks how long what is in use goes on working beside the new one. */
export function OverlapDialog({ credential, onGenerate, onClose }: Props) {
  const { t } = useLingui();
  const words = useCredentialWords(credential);
  const [days, setDays] = useState(String(DEFAULT_DAYS));
  const choices: [number, string][] = [
    [1, t`1 day`],
    [7, t`7 days`],
    [30, t`30 days`],
    [90, t`90 days`],
    [0, words.notAtAll],
  ];
  return (
    <Modal opened onClose={onClose} title={words.generate} closeButtonProps={{ "aria-label": t`Close` }}>
      <Stack gap="md">
        <Text size="sm">{words.overlap}</Text>
        <Radio.Group label={words.howLong} value={days} onChange={setDays}>
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
