import { useMutation } from "@connectrpc/connect-query";
import { Trans, useLingui } from "@lingui/react/macro";
import { Select, Text, TextInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import type { ExternalUser } from "../../gen/kadans/v1/external_user_pb";
import { MappingService } from "../../gen/kadans/v1/mapping_service_pb";
import { useRefresh } from "../../rpc/use-refresh";
import { FormDialog } from "../../ui/form/FormDialog";
import { chosen, requiredText } from "../../ui/form/rules";
import { useFormSubmit } from "../../ui/form/use-form-submit";
import { notifyDone, notifyProblem } from "../../ui/notify";
import { useIntegrationNames } from "../integrations/use-integration-names";
import { type EmployeeChoice, EmployeeSelect } from "./EmployeeSelect";
import { useAssignments } from "./use-assignments";

interface Props {
  /** To whom it shall belong; a choice of the dialog's if absent. */
  employee?: EmployeeChoice;
  onAssigned?: (user: ExternalUser) => void;
  onClose: () => void;
}

/** Types an external user in ahead of its first notification. */
export function CreateExternalUserDialog({ employee, onAssigned, onClose }: Props) {
  const { t } = useLingui();
  const integrations = useIntegrationNames();
  const refresh = useRefresh(MappingService);
  const create = useMutation(MappingService.method.createExternalUser);
  const { assign } = useAssignments();
  const give = async (user: ExternalUser, { id: employeeId }: EmployeeChoice) => {
    try {
      const [assigned] = await assign([{ user, employeeId }]);
      if (assigned) onAssigned?.(assigned);
    } catch (error) {
      // It exists by now, so that saving again would be refused.
      notifyProblem(t`${user.identifier} was added, but not assigned`, error);
    }
  };
  const only = integrations.size === 1 ? ([...integrations.keys()][0] ?? "") : "";
  const form = useForm({
    initialValues: { identifier: "", integrationId: "", owner: employee as EmployeeChoice | undefined },
    validate: { identifier: requiredText(200), integrationId: (value) => chosen(value || only) },
  });
  const submit = useFormSubmit(form, {
    send: async ({ identifier, integrationId, owner }) => {
      // Exactly as typed but for the spaces around it, which no telephone system sends.
      const made = await create.mutateAsync({ identifier: identifier.trim(), integrationId: integrationId || only });
      const user = made.externalUser;
      if (!user) return;
      if (owner) await give(user, owner);
      else notifyDone(t`${user.identifier} was added. It waits to be assigned.`);
      onClose();
      await refresh();
    },
  });
  const integration = form.getInputProps("integrationId");
  return (
    <FormDialog
      title={t`Add external user`}
      submitLabel={t`Add external user`}
      dirty={form.isDirty()}
      submit={submit}
      onClose={onClose}
    >
      <Text size="sm" c="dimmed">
        <Trans>
          External users appear by themselves with their first notification. Type one in only to assign it ahead of
          that, e.g. for somebody who starts on Monday.
        </Trans>
      </Text>
      <Select
        label={t`Integration`}
        required
        data={[...integrations].map(([id, name]) => ({ value: id, label: name }))}
        {...integration}
        value={integration.value || only || null}
        onChange={(id) => integration.onChange(id ?? "")}
      />
      <TextInput
        label={t`External user identifier`}
        description={t`Exactly as the telephone system sends it: capitals count.`}
        required
        data-autofocus
        autoComplete="off"
        spellCheck={false}
        {...form.getInputProps("identifier")}
      />
      {!employee && (
        <EmployeeSelect
          label={t`Employee`}
          visibleLabel
          size="sm"
          value={form.getValues().owner}
          onChange={(owner) => form.setFieldValue("owner", owner)}
        />
      )}
    </FormDialog>
  );
}
