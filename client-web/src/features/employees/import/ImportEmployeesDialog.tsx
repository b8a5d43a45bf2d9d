import { plural } from "@lingui/core/macro";
import { Trans, useLingui } from "@lingui/react/macro";
import { Anchor, Button, Group, Loader, Modal, Stack, Text } from "@mantine/core";
import { Notice } from "../../../ui/Notice";
import { notifyDone } from "../../../ui/notify";
import { Problem } from "../../../ui/Problem";
import { useIntegrationNames } from "../../integrations/use-integration-names";
import classes from "../dialogs.module.css";
import { usePlanningUnits } from "../use-planning-units";
import { FileDrop } from "./FileDrop";
import { ImportPreview } from "./ImportPreview";
import { download, template } from "./template";
import { useImport } from "./use-import";

/** Imports employees from a CSV file: choose, see what would change, import. All or nothing. */
export function ImportEmployeesDialog({ onClose }: { onClose: () => void }) {
  const { t } = useLingui();
  const { state, choose, run, retry, restart } = useImport(({ createdCount, updatedCount }) => {
    const count = createdCount + updatedCount;
    notifyDone(plural(count, { one: "# employee was imported.", other: "# employees were imported." }));
    onClose();
  });
  const preview = "preview" in state ? state.preview : undefined;
  const count = preview ? preview.createdCount + preview.updatedCount + preview.assignedCount : 0;
  const ready = state.step === "checked" && preview?.rowErrors.length === 0 && count > 0;
  return (
    <Modal
      opened
      onClose={onClose}
      title={t`Import employees`}
      size="lg"
      closeButtonProps={{ "aria-label": t`Close` }}
      closeOnClickOutside={state.step === "choosing"}
    >
      <Stack gap="md">
        {state.step === "choosing" ? (
          <>
            <Explanation />
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
        {preview && <ImportPreview preview={preview} />}
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={onClose}>
            <Trans>Cancel</Trans>
          </Button>
          {preview && (
            <Button onClick={run} disabled={!ready} loading={state.step === "importing"}>
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

/** What the file has to look like. */
function Explanation() {
  const { t } = useLingui();
  const { units } = usePlanningUnits();
  const integrations = useIntegrationNames();
  const save = () => {
    const [integration = ""] = integrations.values();
    download("employees.csv", template(units[0]?.name ?? "", integration));
  };
  return (
    <Text size="sm" component="div">
      <Trans>
        A CSV file with a header line, at most 10,000 rows. Nothing is changed before you have seen what would be.
      </Trans>
      <ul className={classes.columns}>
        <li>{t`An employee is recognised by the personnel number, else by the e-mail address; others are created.`}</li>
        <li>{t`A planning unit, a group and an integration are given by their names and must exist.`}</li>
        <li>{t`Several groups or external users are separated by |.`}</li>
      </ul>
      <Anchor component="button" type="button" size="sm" onClick={save}>
        <Trans>Download template</Trans>
      </Anchor>
    </Text>
  );
}
