import { Code } from "@connectrpc/connect";
import { Trans, useLingui } from "@lingui/react/macro";
import { Button, Stack, TextInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { problemOf } from "../../rpc/problem";
import { PasswordField } from "../../ui/form/PasswordField";
import { newPassword, optionalEmail, optionalText } from "../../ui/form/rules";
import { useFormSubmit } from "../../ui/form/use-form-submit";
import { TextLink } from "../../ui/links";
import { Notice } from "../../ui/Notice";
import { Problem } from "../../ui/Problem";
import { EntryFrame } from "./EntryFrame";
import { homeOf } from "./roles";
import { useEnter } from "./use-enter";

/** The secret of an invitation link; it stands behind the `#`, which browsers never send. */
function invitationToken(): string {
  return decodeURIComponent(window.location.hash.slice(1));
}

/** Takes up an invitation: name and password, then straight in. */
export function WelcomePage() {
  const { t } = useLingui();
  const navigate = useNavigate();
  const [token] = useState(invitationToken);
  const enter = useEnter(
    (client, request: { token: string; email: string; name: string; password: string }, onHeader) =>
      client.redeemInvitation(request, { onHeader }),
  );
  const form = useForm({
    initialValues: { email: "", name: "", password: "", repeated: "" },
    validate: {
      email: optionalEmail,
      name: optionalText(200),
      password: newPassword,
      repeated: (value, { password }) => (value === password ? null : t`This differs from the password above.`),
    },
  });
  const submit = useFormSubmit(form, {
    send: async ({ email, name, password }) => {
      const session = await enter({ token, email: email.trim(), name: name.trim(), password });
      await navigate({ href: homeOf(session), replace: true });
    },
  });
  if (!token) return <Incomplete />;
  return (
    <EntryFrame title={t`Welcome to Kadans`} lead={t`Choose a password. The link you were sent works once.`}>
      <form {...submit.formProps}>
        <Stack gap="md">
          <TextInput
            label={t`Name`}
            description={t`As your colleagues will see it. Leave empty to keep the one you have.`}
            autoComplete="name"
            autoFocus
            {...form.getInputProps("name")}
          />
          <TextInput
            label={t`E-mail`}
            description={t`Leave empty to keep the address that was invited.`}
            type="email"
            autoComplete="username"
            {...form.getInputProps("email")}
          />
          <PasswordField
            label={t`Password`}
            description={t`At least 12 characters; a few words are easier to remember.`}
            autoComplete="new-password"
            {...form.getInputProps("password")}
          />
          <PasswordField
            label={t`Repeat the password`}
            autoComplete="new-password"
            {...form.getInputProps("repeated")}
          />
          <Refusal error={submit.error} />
          <Button type="submit" loading={submit.busy} fullWidth mt="xs">
            <Trans>Start</Trans>
          </Button>
        </Stack>
      </form>
    </EntryFrame>
  );
}

/** What the server answers to an invitation that was used, has expired or never was. */
const INVALID_INVITATION: readonly Code[] = [
  Code.NotFound,
  Code.Unauthenticated,
  Code.PermissionDenied,
  Code.FailedPrecondition,
  Code.InvalidArgument,
];

function Refusal({ error }: { error: unknown }) {
  const { t } = useLingui();
  if (error === undefined) return null;
  const title = t`The invitation could not be taken up`;
  if (!INVALID_INVITATION.includes(problemOf(error).code)) return <Problem error={error} title={title} />;
  return (
    <Notice tone="not-present" role="alert" title={title}>
      <Trans>
        The link was used already, was replaced by a newer one, or has expired. Ask whoever sent it to you for a new
        one.
      </Trans>{" "}
      <TextLink to="/sign-in" size="sm">
        <Trans>I have a password already: sign in</Trans>
      </TextLink>
    </Notice>
  );
}

function Incomplete() {
  const { t } = useLingui();
  return (
    <EntryFrame title={t`Welcome to Kadans`} lead={t`This page takes up an invitation.`}>
      <Notice tone="wrong-activity" title={t`The link is not complete`}>
        <Trans>Open the whole link of your invitation, up to its last character.</Trans>
      </Notice>
      <TextLink to="/sign-in" size="sm" mt="md" display="inline-block">
        <Trans>I have a password already: sign in</Trans>
      </TextLink>
    </EntryFrame>
  );
}
