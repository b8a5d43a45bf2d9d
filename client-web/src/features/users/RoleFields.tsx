import { Trans, useLingui } from "@lingui/react/macro";
import { Checkbox, MultiSelect, Stack, Text } from "@mantine/core";
import type { UseFormReturnType } from "@mantine/form";
import type { Role } from "../../gen/kadans/v1/session_pb";
import { UserKind } from "../../gen/kadans/v1/user_pb";
import { usePlanningUnits } from "../employees/use-planning-units";
import { useRoleName } from "../session/role-names";
import { isLimitedToUnits, rolesOf, useRoleDescription } from "./roles";
import type { UserValues } from "./user-values";

interface Props {
  form: UseFormReturnType<UserValues>;
  kind: UserKind;
}

/** What somebody may do, and the planning units they see if their roles don't see all. */
export function RoleFields({ form, kind }: Props) {
  const { t } = useLingui();
  const roleName = useRoleName();
  const describe = useRoleDescription();
  const { units } = usePlanningUnits();
  const roles = form.values.roles.map(Number) as Role[];
  const program = kind === UserKind.PROGRAM;
  return (
    <>
      <Checkbox.Group label={t`Roles`} withAsterisk {...form.getInputProps("roles")}>
        <Stack gap="xs" mt={6}>
          {rolesOf(kind).map((role) => (
            <Checkbox
              key={role}
              value={String(role)}
              label={roleName(role)}
              description={describe(role)}
              aria-invalid={form.errors.roles ? true : undefined}
            />
          ))}
        </Stack>
      </Checkbox.Group>
      {isLimitedToUnits(roles) ? (
        <MultiSelect
          label={t`Planning units`}
          description={
            program ? t`Leave empty to let the program see all of them.` : t`Nobody outside of these is shown to them.`
          }
          withAsterisk={!program}
          data={units.map(({ id, name }) => ({ value: id, label: name }))}
          searchable
          clearable
          clearButtonProps={{ "aria-label": t`Remove all planning units` }}
          nothingFoundMessage={t`Nothing found`}
          {...form.getInputProps("planningUnitIds")}
        />
      ) : (
        roles.length > 0 && (
          <Text size="xs" c="dimmed">
            <Trans>Admins and planners see all planning units.</Trans>
          </Text>
        )
      )}
    </>
  );
}
