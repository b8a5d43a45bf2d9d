import { plural } from "@lingui/core/macro";
import { Trans, useLingui } from "@lingui/react/macro";
import { Anchor, Button, Group, Loader, Modal, Stack, Text } from "@mantine/core";
import type { ImportScheduleResponse } from "../../gen/kadans/v1/adherence_service_pb";
import { csvOf, saveCsv } from "../../lib/csv";
import { Notice } from "../../ui/Notice";
import { notifyDone } from "../../ui/notify";
import { Problem } from "../../ui/Problem";
import { Tag } from "../../ui/Tag";
import { FileDrop } from "../employees/import/FileDrop";
import { ErrorTable } from "../employees/import/ImportPreview";
import css from "./schedules.module.css";
import { useImportSchedule } from "./use-import-schedule";

interface Props {
  /** The rows of the template: examples that fit this account. */
  example: string[][];
  onClose: () => void;
}

/** Imports schedules from a CSV file: choose, see what it holds, import. All or nothing. */
export function ImportDialog({ example, onClose }: Props) {
  const { t } = useLingui();
  const { state, choose, run, retry, restart } = useImportSchedule(({ dayCount }) => {
    notifyDone(plural(dayCount, { one: "# day was imported.", other: "# days were imported." }));
    onClose();
  });
  const preview = "preview" in state ? state.preview : undefined;
  const ready = state.step === "checked" && state.preview.rowErrors.length === 0 && state.preview.dayCount > 0;
  return (
    <Modal
      opened
      onClose={onClose}
      title={t`Import schedules`}
      size="lg"
      closeButtonProps={{ "aria-label": t`Close` }}
      closeOnClickOutside={state.step === "choosing"}
    >
      <Stack gap="md">
        {state.step === "choosing" ? (
          <>
            <Explanation example={example} />
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
        {preview && <Preview preview={preview} />}
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={onClose}>
            <Trans>Cancel</Trans>
          </Button>
          {preview && (
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

/** What the file would replace, or what is wrong with it. */
function Preview({ preview }: { preview: ImportScheduleResponse }) {
  const { t } = useLingui();
  const { rowErrors, dayCount, segmentCount, employeeCount } = preview;
  if (rowErrors.length > 0) {
    return (
      <>
        <Notice tone="not-present" role="alert" title={t`Nothing can be imported yet`}>
          {plural(rowErrors.length, {
            one: "# thing is wrong. Mend it in the file, then choose the file again.",
            other: "# things are wrong. Mend them in the file, then choose the file again.",
          })}
        </Notice>
        <ErrorTable errors={rowErrors} />
      </>
    );
  }
  if (dayCount === 0) {
    return (
      <Text size="sm">
        <Trans>The file holds no days: there is nothing to import.</Trans>
      </Text>
    );
  }
  return (
    <>
      <Group gap="xs" role="status">
        <Tag tone="not-scheduled">{plural(employeeCount, { one: "# employee", other: "# employees" })}</Tag>
        <Tag tone="not-scheduled">{plural(dayCount, { one: "# day", other: "# days" })}</Tag>
        <Tag tone="not-scheduled">{plural(segmentCount, { one: "# segment", other: "# segments" })}</Tag>
      </Group>
      <Text size="sm">
        <Trans>These days are replaced as a whole. Adherence is recomputed at once, for the past as well.</Trans>
      </Text>
    </>
  );
}

/** What the file has to look like. */
function Explanation({ example }: { example: string[][] }) {
  const { t } = useLingui();
  const save = () => saveCsv("schedule.csv", csvOf([["employee", "date", "start", "end", "activity"], ...example]));
  return (
    <Text size="sm" component="div">
      <Trans>
        A CSV file with a header line, at most 50,000 rows. Nothing is changed before you have seen what would be.
      </Trans>
      <ul className={css.columns}>
        <li>{t`An employee is given by personnel number, e-mail address or name, whichever is unambiguous.`}</li>
        <li>{t`Begin and end are like 2026-03-02 09:00, in the planning unit’s time zone, or with a zone of their own.`}</li>
        <li>{t`An employee and a date alone are a day off.`}</li>
        <li>{t`The days on which an employee’s rows begin are replaced; all other days stay.`}</li>
      </ul>
      <Anchor component="button" type="button" size="sm" onClick={save}>
        <Trans>Download template</Trans>
      </Anchor>
    </Text>
  );
}
