import { Trans, useLingui } from "@lingui/react/macro";
import { Button, Group } from "@mantine/core";
import { EmptyState } from "../../ui/EmptyState";
import { IconPeople } from "../../ui/icons";

interface Props {
  hasUnits: boolean;
  onCreate: (what: "employee" | "unit" | "import") => void;
}

/** There are no employees: leads to the first, over a planning unit if there is none. */
export function NoEmployees({ hasUnits, onCreate }: Props) {
  const { t } = useLingui();
  return (
    <EmptyState
      icon={<IconPeople size={26} />}
      title={t`No employees yet`}
      action={
        hasUnits ? (
          <Group gap="xs">
            <Button onClick={() => onCreate("employee")}>
              <Trans>Create employee</Trans>
            </Button>
            <Button variant="default" onClick={() => onCreate("import")}>
              <Trans>Import employees</Trans>
            </Button>
          </Group>
        ) : (
          <Button onClick={() => onCreate("unit")}>
            <Trans>Create planning unit</Trans>
          </Button>
        )
      }
    >
      {hasUnits ? (
        <Trans>Create the people you plan. Then assign to each the external users that are theirs.</Trans>
      ) : (
        <Trans>Employees belong to a planning unit, whose time zone their days are cut in. Create one first.</Trans>
      )}
    </EmptyState>
  );
}
