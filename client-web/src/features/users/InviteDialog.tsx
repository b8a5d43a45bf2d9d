import { createClient } from "@connectrpc/connect";
import { useTransport } from "@connectrpc/connect-query";
import { useLingui } from "@lingui/react/macro";
import { TextInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import { SessionService } from "../../gen/kadans/v1/session_service_pb";
import { UserKind } from "../../gen/kadans/v1/user_pb";
import { FormDialog } from "../../ui/form/FormDialog";
import { email, requiredText } from "../../ui/form/rules";
import { useFormSubmit } from "../../ui/form/use-form-submit";
import { RoleFields } from "./RoleFields";
import type { InvitationLink } from "./use-invitation";
import { planningUnitsIn, roleRules, rolesIn, type UserValues } from "./user-values";

interface Props {
  onClose: () => void;
  onInvited: (link: InvitationLink) => void;
}

/** Invites a person. */
export function InviteDialog({ onClose, onInvited }: Props) {
  const { t } = useLingui();
  const transport = useTransport();
  const form = useForm<UserValues>({
    initialValues: { name: "", email: "", roles: [], planningUnitIds: [] },
    validate: { name: requiredText(200), email, ...roleRules(UserKind.PERSON) },
  });
  const submit = useFormSubmit(form, {
    send: async (values) => {
      // Not by way of the cache of answers: the link is a secret.
      const { user, invitationUrl, expireTime } = await createClient(SessionService, transport).inviteUser({
        email: values.email.trim(),
        name: values.name.trim(),
        roles: rolesIn(values),
        planningUnitIds: planningUnitsIn(values),
      });
      onInvited({ name: user?.name ?? values.name.trim(), url: invitationUrl, expireTime });
    },
  });
  return (
    <FormDialog
      title={t`Invite a person`}
      submitLabel={t`Invite`}
      dirty={form.isDirty()}
      submit={submit}
      onClose={onClose}
      size="lg"
    >
      <TextInput
        label={t`E-mail`}
        description={t`They sign in with it.`}
        type="email"
        required
        data-autofocus
        autoComplete="off"
        {...form.getInputProps("email")}
      />
      <TextInput label={t`Name`} required autoComplete="off" {...form.getInputProps("name")} />
      <RoleFields form={form} kind={UserKind.PERSON} />
    </FormDialog>
  );
}
