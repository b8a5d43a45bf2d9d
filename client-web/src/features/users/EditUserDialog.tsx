import { useMutation } from "@connectrpc/connect-query";
import { Trans, useLingui } from "@lingui/react/macro";
import { TextInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import { SessionService } from "../../gen/kadans/v1/session_service_pb";
import { type User, UserKind } from "../../gen/kadans/v1/user_pb";
import { useRefresh } from "../../rpc/use-refresh";
import { FormDialog } from "../../ui/form/FormDialog";
import { requiredText } from "../../ui/form/rules";
import { useFormSubmit } from "../../ui/form/use-form-submit";
import { Notice } from "../../ui/Notice";
import { notifyDone } from "../../ui/notify";
import { useSession, useSessionKeeper } from "../session/session-context";
import { RoleFields } from "./RoleFields";
import { planningUnitsIn, roleRules, rolesIn, type UserValues } from "./user-values";

interface Props {
  user: User;
  onClose: () => void;
  /** Loads what somebody else changed meanwhile. */
  onReload: () => void;
}

/** Changes a person's or a program's name, roles and planning units. */
export function EditUserDialog({ user, onClose, onReload }: Props) {
  const { t } = useLingui();
  const { id, etag, kind } = user;
  const keeper = useSessionKeeper();
  const oneself = useSession()?.principal?.id === id;
  const refresh = useRefresh(SessionService);
  const update = useMutation(SessionService.method.updateUser);
  const form = useForm<UserValues>({
    initialValues: {
      name: user.name,
      email: user.email,
      roles: user.roles.map(String),
      planningUnitIds: user.planningUnitIds,
    },
    validate: { name: requiredText(200), ...roleRules(kind) },
  });
  const submit = useFormSubmit(form, {
    prefix: "user",
    send: async (values) => {
      const name = values.name.trim();
      await update.mutateAsync({
        user: { id, etag, name, roles: rolesIn(values), planningUnitIds: planningUnitsIn(values) },
        updateMask: { paths: ["name", "roles", "planning_unit_ids"] },
      });
      // The name in the header and the entries of the menu come with the session.
      if (oneself) keeper.renew().catch(() => undefined);
      refresh();
      notifyDone(t`${name} was saved.`);
      onClose();
    },
  });
  return (
    <FormDialog
      title={t`Edit ${user.name}`}
      submitLabel={t`Save changes`}
      dirty={form.isDirty()}
      submit={submit}
      onClose={onClose}
      onReload={onReload}
      size="lg"
    >
      {oneself && (
        <Notice tone="not-scheduled" role="note">
          <Trans>This is you. Without the role Admin you can’t give it back to yourself.</Trans>
        </Notice>
      )}
      <TextInput
        label={t`Name`}
        description={kind === UserKind.PERSON && t`Signs in as ${user.email}.`}
        required
        data-autofocus
        autoComplete="off"
        {...form.getInputProps("name")}
      />
      <RoleFields form={form} kind={kind} />
    </FormDialog>
  );
}
