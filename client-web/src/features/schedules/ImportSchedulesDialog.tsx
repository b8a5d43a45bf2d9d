import { createClient } from "@connectrpc/connect";
import { useTransport } from "@connectrpc/connect-query";
import { plural } from "@lingui/core/macro";
import { Trans, useLingui } from "@lingui/react/macro";
import { Group, Text } from "@mantine/core";
import { AdherenceService, type ImportScheduleResponse } from "../../gen/kadans/v1/adherence_service_pb";
import { csvOf, saveCsv } from "../../lib/csv";
import { useRefresh } from "../../rpc/use-refresh";
import { FileRules } from "../../ui/import/FileRules";
import { ImportDialog } from "../../ui/import/ImportDialog";
import { useFileImport } from "../../ui/import/use-file-import";
import { notifyDone } from "../../ui/notify";
import { Tag } from "../../ui/Tag";

interface Props {
  /** The rows of the template: examples that fit this account. */
  example: string[][];
  onClose: () => void;
}

/** Imports schedules from a CSV file. */
export function ImportSchedulesDialog({ example, onClose }: Props) {
  const { t } = useLingui();
  const client = createClient(AdherenceService, useTransport());
  const refresh = useRefresh(AdherenceService);
  const file = useFileImport({
    maxMebibytes: 3,
    send: (csv, validateOnly) => client.importSchedule({ csv, validateOnly }),
    onDone: ({ dayCount }) => {
      notifyDone(plural(dayCount, { one: "# day was imported.", other: "# days were imported." }));
      onClose();
      return refresh();
    },
  });
  return (
    <ImportDialog
      title={t`Import schedules`}
      rules={<Rules example={example} />}
      file={file}
      preview={(preview) => <Preview preview={preview} />}
      hasEffect={({ dayCount }) => dayCount > 0}
      onClose={onClose}
    />
  );
}

/** What the file would replace. */
function Preview({ preview: { dayCount, segmentCount, employeeCount } }: { preview: ImportScheduleResponse }) {
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

function Rules({ example }: { example: string[][] }) {
  const { t } = useLingui();
  const save = () => saveCsv("schedule.csv", csvOf([["employee", "date", "start", "end", "activity"], ...example]));
  return (
    <FileRules
      maxRows={50_000}
      rules={[
        t`An employee is given by personnel number, e-mail address or name, whichever is unambiguous.`,
        t`Begin and end are like 2026-03-02 09:00, in the planning unit’s time zone, or with a zone of their own.`,
        t`An employee and a date alone are a day off.`,
        t`The days on which an employee’s rows begin are replaced; all other days stay.`,
      ]}
      onTemplate={save}
    />
  );
}
