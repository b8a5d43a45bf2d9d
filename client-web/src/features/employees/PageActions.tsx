import { Trans } from "@lingui/react/macro";
import { Button } from "@mantine/core";
import { IconPlus, IconUpload } from "../../ui/icons";
import type { EmployeesTab } from "./search";

/** What can be created on the page of employees. */
export type Creating = "employee" | "unit" | "group" | "external" | "import";

interface Props {
  tab: EmployeesTab | undefined;
  onCreate: (what: Creating) => void;
}

/** The buttons for the tab as a whole. */
export function PageActions({ tab, onCreate }: Props) {
  const plus = <IconPlus size={16} />;
  switch (tab) {
    case "external":
      return (
        <Button leftSection={plus} onClick={() => onCreate("external")}>
          <Trans>Add external user</Trans>
        </Button>
      );
    case "units":
      return (
        <Button leftSection={plus} onClick={() => onCreate("unit")}>
          <Trans>Create planning unit</Trans>
        </Button>
      );
    case "groups":
      return (
        <Button leftSection={plus} onClick={() => onCreate("group")}>
          <Trans>Create group</Trans>
        </Button>
      );
    default:
      return (
        <>
          <Button variant="default" leftSection={<IconUpload size={16} />} onClick={() => onCreate("import")}>
            <Trans>Import employees</Trans>
          </Button>
          <Button leftSection={plus} onClick={() => onCreate("employee")}>
            <Trans>Create employee</Trans>
          </Button>
        </>
      );
  }
}
