import { useMutation } from "@connectrpc/connect-query";
import { Trans, useLingui } from "@lingui/react/macro";
import { Button, Group, Stack } from "@mantine/core";
import { useForm } from "@mantine/form";
import { useState } from "react";
import { SessionService } from "../../gen/kadans/v1/session_service_pb";
import { PasswordField } from "../../ui/form/PasswordField";
import { filled, newPassword } from "../../ui/form/rules";
import { useFormSubmit } from "../../ui/form/use-form-submit";
import { ButtonLink } from "../../ui/links";
import { Notice } from "../../ui/Notice";
import { Page } from "../../ui/Page";
import { Problem } from "../../ui/Problem";
import { useSession } from "../session/session-context";

/** Changes one's own password. */
export function PasswordPage() {
  const { t } = useLingui();
  const [changed, setChanged] = useState(false);
  return (
    <Page
      title={t`Change password`}
      lead={t`You stay signed in here. Everywhere else your sessions end.`}
      width="narrow"
    >
      {changed ? <Done /> : <PasswordForm onChanged={() => setChanged(true)} />}
    </Page>
  );
}

function PasswordForm({ onChanged }: { onChanged: () => void }) {
  const { t } = useLingui();
  const email = useSession()?.principal?.email;
  const change = useMutation(SessionService.method.changePassword);
  const form = useForm({
    initialValues: { presentPassword: "", newPassword: "", repeated: "" },
    validate: {
      presentPassword: filled,
      newPassword: (value, { presentPassword }) =>
        newPassword(value) ?? (value === presentPassword ? t`Choose another password than the present one.` : null),
      repeated: (value, values) => (value === values.newPassword ? null : t`This differs from the password above.`),
    },
  });
  const submit = useFormSubmit(form, {
    send: async ({ presentPassword, newPassword }) => {
      await change.mutateAsync({ presentPassword, newPassword });
      onChanged();
    },
  });
  return (
    <form {...submit.formProps}>
      <Stack gap="md" maw={420}>
        {/* Tells password managers whose password it is. */}
        <input type="text" autoComplete="username" value={email ?? ""} readOnly hidden />
        <PasswordField
          label={t`Present password`}
          autoComplete="current-password"
          {...form.getInputProps("presentPassword")}
        />
        <PasswordField label={t`New password`} autoComplete="new-password" {...form.getInputProps("newPassword")} />
        <PasswordField
          label={t`Repeat the new password`}
          autoComplete="new-password"
          {...form.getInputProps("repeated")}
        />
        {submit.error !== undefined && (
          <Problem error={submit.error} title={t`The password was not changed`} onRetry={submit.retry} />
        )}
        <Group>
          <Button type="submit" loading={submit.busy}>
            <Trans>Change password</Trans>
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

function Done() {
  const { t } = useLingui();
  return (
    <Stack gap="md" align="flex-start">
      <Notice tone="not-scheduled" role="status" title={t`Your password was changed`} w="100%">
        <Trans>Your other sessions have ended: elsewhere you sign in with the new password.</Trans>
      </Notice>
      <ButtonLink to="/" variant="default">
        <Trans>To the start page</Trans>
      </ButtonLink>
    </Stack>
  );
}
