import { Trans, useLingui } from "@lingui/react/macro";
import { Checkbox, Stack, Text, TextInput } from "@mantine/core";
import type { UseFormReturnType } from "@mantine/form";
import type { WebService } from "../../../gen/kadans/v1/web_service_pb";
import { PasswordField } from "../../../ui/form/PasswordField";
import { Notice } from "../../../ui/Notice";
import type { IntegrationValues } from "../integration-values";
import { AdvancedFields } from "./AdvancedFields";
import { ConnectionTest } from "./ConnectionTest";
import classes from "./web-service.module.css";
import { keepsPassword } from "./web-service-values";

interface Props {
  form: UseFormReturnType<IntegrationValues>;
  /** The integration's id; empty for one that does not exist yet. */
  integrationId: string;
  /** As it is stored; absent if it is not used. */
  stored?: WebService;
}

/** Whether break types are imported from the web service, and what that takes. */
export function WebServiceFields({ form, integrationId, stored }: Props) {
  const { t } = useLingui();
  const { importsBreakDetails, webService } = form.getValues();
  return (
    <Stack gap="sm">
      <Checkbox
        label={t`Import detailed break agent statuses`}
        description={t`Asks Odigo’s web service for the type of a break, such as lunch or training.`}
        {...form.getInputProps("importsBreakDetails", { type: "checkbox" })}
      />
      {!importsBreakDetails && stored && (
        <Notice tone="wrong-activity" title={t`The stored password will be forgotten`}>
          <Trans>Break types are no longer imported once you save. Those that were imported stay.</Trans>
        </Notice>
      )}
      {importsBreakDetails && (
        <fieldset className={classes.fields}>
          <legend>
            <Trans>Web service</Trans>
          </legend>
          <Text size="sm" c="dimmed">
            <Trans>Your contact at Odigo tells you the URL and makes a user for it.</Trans>
          </Text>
          <TextInput
            label={t`Odigo URL including tenant ID`}
            placeholder="https://example.odigo.cx/tenant"
            type="url"
            required
            autoComplete="off"
            spellCheck={false}
            {...form.getInputProps("webService.url")}
          />
          <TextInput
            label={t`Username`}
            required
            autoComplete="off"
            spellCheck={false}
            {...form.getInputProps("webService.username")}
          />
          <Password form={form} stored={stored} kept={keepsPassword(webService, stored)} />
          <AdvancedFields form={form} />
          {form.errors.webService && <Notice tone="not-present" role="alert" title={form.errors.webService} />}
          <ConnectionTest form={form} integrationId={integrationId} stored={stored} />
        </fieldset>
      )}
    </Stack>
  );
}

function Password({ form, stored, kept }: Pick<Props, "form" | "stored"> & { kept: boolean }) {
  const { t } = useLingui();
  const description = kept
    ? t`A password is stored; it is never shown. Leave this empty to keep it.`
    : stored?.hasPassword
      ? t`The URL has changed: enter the password again.`
      : t`It is stored encrypted, and never shown again.`;
  return (
    <PasswordField
      label={t`Password`}
      description={description}
      required={!kept}
      // Browsers offer what they know of this site, which is not meant here.
      autoComplete="new-password"
      {...form.getInputProps("webService.password")}
    />
  );
}
