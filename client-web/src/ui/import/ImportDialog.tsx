import { Trans, useLingui } from "@lingui/react/macro";
import { Button, Group, Loader, Modal, Stack, Text } from "@mantine/core";
import type { ReactNode } from "react";
import type { RowError } from "../../gen/kadans/v1/row_error_pb";
import { Notice } from "../Notice";
import { Problem } from "../Problem";
import { FileDrop } from "./FileDrop";
import { RowErrors } from "./RowErrors";
import type { useFileImport } from "./use-file-import";

interface Props<Answer extends { rowErrors: RowError[] }> {
  title: string;
  /** What the file has to look like. */
  rules: ReactNode;
  file: ReturnType<typeof useFileImport<Answer>>;
  /** What the import of a file without errors would do. */
  preview: (answer: Answer) => ReactNode;
  /** Whether it would do anything. */
  hasEffect: (answer: Answer) => boolean;
  onClose: () => void;
}

/** Imports a CSV file: choose, see what would change, import. All or nothing. */
export function ImportDialog<Answer extends { rowErrors: RowError[] }>(props: Props<Answer>) {
  const { title, rules, file, preview, hasEffect, onClose } = props;
  const { t } = useLingui();
  const { state, choose, run, retry, restart } = file;
  const answer = "preview" in state ? state.preview : undefined;
  const ready = state.step === "checked" && state.preview.rowErrors.length === 0 && hasEffect(state.preview);
  return (
    <Modal
      opened
      onClose={onClose}
      title={title}
      size="lg"
      closeButtonProps={{ "aria-label": t`Close` }}
      closeOnClickOutside={state.step === "choosing"}
    >
      <Stack gap="md">
        {state.step === "choosing" ? (
          <>
            {rules}
            {state.complaint && <Notice tone="not-present" role="alert" title={state.complaint} />}
            <FileDrop onFile={choose} />
          </>
        ) : (
          <Group justify="space-between" gap="xs">
            <Text size="sm" fw={600}>
              {state.name}
            </Text>
            {state.step !== "importing" && (
              <Button size="compact-sm" variant="default" onClick={restart}>
                <Trans>Choose another file</Trans>
              </Button>
            )}
          </Group>
        )}
        {state.step === "checking" && <Working text={t`Checking what would change…`} />}
        {state.step === "importing" && <Working text={t`Importing…`} />}
        {state.step === "failed" && (
          <Problem error={state.error} title={t`The file could not be imported`} onRetry={retry} />
        )}
        {answer && (answer.rowErrors.length > 0 ? <RowErrors errors={answer.rowErrors} /> : preview(answer))}
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={onClose}>
            <Trans>Cancel</Trans>
          </Button>
          {answer && (
            <Button onClick={() => void run()} disabled={!ready} loading={state.step === "importing"}>
              <Trans>Import</Trans>
            </Button>
          )}
        </Group>
      </Stack>
    </Modal>
  );
}

function Working({ text }: { text: string }) {
  return (
    <Group gap="sm" role="status">
      <Loader size="sm" />
      <Text size="sm">{text}</Text>
    </Group>
  );
}
