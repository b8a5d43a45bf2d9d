import { Code, ConnectError } from "@connectrpc/connect";
import { Trans, useLingui } from "@lingui/react/macro";
import { Button, Stack, TextInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { PasswordField } from "../../ui/form/PasswordField";
import { email, filled } from "../../ui/form/rules";
import { useFormSubmit } from "../../ui/form/use-form-submit";
import { Notice } from "../../ui/Notice";
import { Problem } from "../../ui/Problem";
import { EntryFrame } from "./EntryFrame";
import { homeOf } from "./roles";
import { useEnter } from "./use-enter";

/** Sign in with e-mail and password. */
export function SignInPage() {
  const { t } = useLingui();
  const { next } = useSearch({ from: "/sign-in" });
  const navigate = useNavigate();
  const enter = useEnter((client, request: { email: string; password: string }, onHeader) =>
    client.signIn(request, { onHeader }),
  );
  const form = useForm({
    initialValues: { email: "", password: "" },
    validate: { email, password: filled },
  });
  const submit = useFormSubmit(form, {
    send: async ({ email, password }) => {
      const session = await enter({ email: email.trim(), password });
      await navigate({ href: next ?? homeOf(session), replace: true });
    },
  });
  return (
    <EntryFrame title={t`Sign in`} lead={t`With the e-mail address and password of your account.`}>
      <form {...submit.formProps}>
        <Stack gap="md">
          <TextInput
            label={t`E-mail`}
            type="email"
            autoComplete="username"
            autoFocus
            {...form.getInputProps("email")}
          />
          <PasswordField label={t`Password`} autoComplete="current-password" {...form.getInputProps("password")} />
          <Refusal error={submit.error} />
          <Button type="submit" loading={submit.busy} fullWidth mt="xs">
            <Trans>Sign in</Trans>
          </Button>
        </Stack>
      </form>
    </EntryFrame>
  );
}

function Refusal({ error }: { error: unknown }) {
  const { t } = useLingui();
  if (error === undefined) return null;
  if (ConnectError.from(error).code !== Code.Unauthenticated) {
    return <Problem error={error} title={t`You could not be signed in`} />;
  }
  return (
    <Notice tone="not-present" role="alert" title={t`You could not be signed in`}>
      <Trans>E-mail address and password don’t belong together. Check both, then try again.</Trans>
    </Notice>
  );
}
