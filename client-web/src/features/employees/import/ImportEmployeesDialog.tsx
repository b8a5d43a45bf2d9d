import { createClient } from "@connectrpc/connect";
import { useTransport } from "@connectrpc/connect-query";
import { plural } from "@lingui/core/macro";
import { useLingui } from "@lingui/react/macro";
import { MappingService } from "../../../gen/kadans/v1/mapping_service_pb";
import { csvOf, saveCsv } from "../../../lib/csv";
import { useRefresh } from "../../../rpc/use-refresh";
import { FileRules } from "../../../ui/import/FileRules";
import { ImportDialog } from "../../../ui/import/ImportDialog";
import { useFileImport } from "../../../ui/import/use-file-import";
import { notifyDone } from "../../../ui/notify";
import { useIntegrationNames } from "../../integrations/use-integration-names";
import { usePlanningUnits } from "../use-planning-units";
import { ImportPreview } from "./ImportPreview";
import { template } from "./template";

/** Imports employees from a CSV file. */
export function ImportEmployeesDialog({ onClose }: { onClose: () => void }) {
  const { t } = useLingui();
  const client = createClient(MappingService, useTransport());
  const refresh = useRefresh(MappingService);
  const file = useFileImport({
    maxMebibytes: 2,
    send: (csv, validateOnly) => client.importEmployees({ csv, validateOnly }),
    onDone: ({ createdCount, updatedCount }) => {
      const count = createdCount + updatedCount;
      notifyDone(plural(count, { one: "# employee was imported.", other: "# employees were imported." }));
      onClose();
      return refresh();
    },
  });
  return (
    <ImportDialog
      title={t`Import employees`}
      rules={<Rules />}
      file={file}
      preview={(preview) => <ImportPreview preview={preview} />}
      hasEffect={({ createdCount, updatedCount, assignedCount }) => createdCount + updatedCount + assignedCount > 0}
      onClose={onClose}
    />
  );
}

function Rules() {
  const { t } = useLingui();
  const { units } = usePlanningUnits();
  const integrations = useIntegrationNames();
  const save = () => {
    const [integration = ""] = integrations.values();
    saveCsv("employees.csv", csvOf(template(units[0]?.name ?? "", integration)));
  };
  return (
    <FileRules
      maxRows={10_000}
      rules={[
        t`An employee is recognised by the personnel number, else by the e-mail address; others are created.`,
        t`A planning unit, a group and an integration are given by their names and must exist.`,
        t`Several groups or external users are separated by |.`,
      ]}
      onTemplate={save}
    />
  );
}
