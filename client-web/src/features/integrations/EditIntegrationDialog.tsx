import { useMutation } from "@connectrpc/connect-query";
import { useLingui } from "@lingui/react/macro";
import { TextInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import type { Integration } from "../../gen/kadans/v1/integration_pb";
import { IntegrationService } from "../../gen/kadans/v1/integration_service_pb";
import { useRefresh } from "../../rpc/use-refresh";
import { FormDialog } from "../../ui/form/FormDialog";
import { TimeZoneSelect } from "../../ui/form/TimeZoneSelect";
import { useFormSubmit } from "../../ui/form/use-form-submit";
import { notifyDone } from "../../ui/notify";
import { type IntegrationValues, integrationOf, integrationRules, integrationValues } from "./integration-values";
import { RetentionField } from "./retention/RetentionField";
import { useNameCheck } from "./use-name-check";
import { credentialOf, hasWebService } from "./vendors";
import { WebServiceFields } from "./web-service/WebServiceFields";

interface Props {
  /** As it was when the dialog was opened. */
  integration: Integration;
  onClose: () => void;
  /** Starts again from what somebody else saved meanwhile. */
  onReload: () => void;
}

/** Changes name and time zone of an integration, how long it keeps raw text, and what its vendor needs beside them. */
export function EditIntegrationDialog({ integration, onClose, onReload }: Props) {
  const { t } = useLingui();
  const refresh = useRefresh(IntegrationService);
  const update = useMutation(IntegrationService.method.updateIntegration);
  const { id, etag, vendorId, timeZone, webService } = integration;
  const form = useForm<IntegrationValues>({
    initialValues: integrationValues(integration),
    validate: integrationRules(integration),
  });
  useNameCheck(form, integration);
  const submit = useFormSubmit(form, {
    prefix: "integration",
    send: async (values) => {
      const paths = ["name", "time_zone"];
      if (form.isDirty("rawRetention")) paths.push("raw_retention");
      if (form.isDirty("importsBreakDetails") || (values.importsBreakDetails && form.isDirty("webService"))) {
        paths.push("web_service");
      }
      const changed = integrationOf(values);
      await update.mutateAsync({ integration: { id, etag, ...changed }, updateMask: { paths } });
      refresh();
      notifyDone(t`“${changed.name ?? ""}” was saved.`);
      onClose();
    },
  });
  return (
    <FormDialog
      title={t`Edit integration`}
      submitLabel={t`Save integration`}
      size={hasWebService(vendorId) ? "lg" : "md"}
      dirty={form.isDirty()}
      submit={submit}
      onClose={onClose}
      onReload={onReload}
    >
      <TextInput
        label={t`Integration name`}
        description={t`Unique name in your account.`}
        required
        data-autofocus
        autoComplete="off"
        {...form.getInputProps("name")}
      />
      <TimeZoneSelect
        include={timeZone}
        description={
          credentialOf(vendorId) === "url"
            ? t`For times that come without a time zone. A change holds for notifications from now on.`
            : t`Times of this integration are shown in it.`
        }
        {...form.getInputProps("timeZone")}
      />
      <RetentionField {...form.getInputProps("rawRetention")} />
      {hasWebService(vendorId) && <WebServiceFields form={form} integrationId={id} stored={webService} />}
    </FormDialog>
  );
}
