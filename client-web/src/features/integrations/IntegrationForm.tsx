import { useMutation } from "@connectrpc/connect-query";
import { Trans, useLingui } from "@lingui/react/macro";
import { Button, Group, Paper, Stack, TextInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import { useNavigate } from "@tanstack/react-router";
import { IntegrationService } from "../../gen/kadans/v1/integration_service_pb";
import type { Vendor } from "../../gen/kadans/v1/vendor_pb";
import { useRefresh } from "../../rpc/use-refresh";
import { TimeZoneSelect } from "../../ui/form/TimeZoneSelect";
import { UnsavedGuard } from "../../ui/form/UnsavedGuard";
import { useFormSubmit } from "../../ui/form/use-form-submit";
import { ButtonLink } from "../../ui/links";
import { notifyDone } from "../../ui/notify";
import { Problem } from "../../ui/Problem";
import { useAccountZone } from "../session/session-context";
import { type IntegrationValues, integrationOf, integrationRules, integrationValues } from "./integration-values";
import { useNewNameCheck } from "./use-name-check";
import { credentialOf, hasWebService } from "./vendors";
import { WebServiceFields } from "./web-service/WebServiceFields";

/** Name and time zone of a new integration, and what its vendor needs beside them. */
export function IntegrationForm({ vendor }: { vendor: Vendor }) {
  const { t } = useLingui();
  const zone = useAccountZone();
  const navigate = useNavigate();
  const refresh = useRefresh(IntegrationService);
  const create = useMutation(IntegrationService.method.createIntegration);
  const form = useForm<IntegrationValues>({
    initialValues: integrationValues({ name: "", timeZone: zone }),
    validate: integrationRules(),
  });
  useNewNameCheck(form, vendor.id);
  const submit = useFormSubmit(form, {
    send: async (values) => {
      const { name, timeZone, webService } = integrationOf(values);
      const { integration } = await create.mutateAsync({ vendorId: vendor.id, name, timeZone, webService });
      if (!integration) return;
      refresh();
      notifyDone(t`“${integration.name}” was saved.`);
      await navigate({ to: "/integrations/$id", params: { id: integration.id }, ignoreBlocker: true });
    },
  });
  return (
    <Paper withBorder radius="md" p="lg">
      <form {...submit.formProps}>
        <Stack gap="md" maw={480}>
          <TextInput
            label={t`Integration name`}
            description={t`Unique name in your account, e.g. “${vendor.name} Madrid”.`}
            required
            autoFocus
            autoComplete="off"
            {...form.getInputProps("name")}
          />
          <TimeZoneSelect
            include={zone}
            description={
              credentialOf(vendor.id) === "url"
                ? t`For times that ${vendor.name} sends without a time zone.`
                : t`Times of this integration are shown in it.`
            }
            {...form.getInputProps("timeZone")}
          />
          {hasWebService(vendor.id) && <WebServiceFields form={form} integrationId="" />}
          {submit.error !== undefined && (
            <Problem error={submit.error} title={t`The integration could not be saved`} onRetry={submit.retry} />
          )}
          <Group gap="xs" mt="xs">
            <Button type="submit" loading={submit.busy}>
              <Trans>Save integration</Trans>
            </Button>
            <ButtonLink to="/integrations" variant="default">
              <Trans>Cancel</Trans>
            </ButtonLink>
          </Group>
        </Stack>
      </form>
      <UnsavedGuard dirty={form.isDirty()} />
    </Paper>
  );
}
