import { useQuery } from "@connectrpc/connect-query";
import { Plural, Trans, useLingui } from "@lingui/react/macro";
import { Button, Tabs } from "@mantine/core";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { useState } from "react";
import { MappingService } from "../../gen/kadans/v1/mapping_service_pb";
import { IconPlus } from "../../ui/icons";
import { Page } from "../../ui/Page";
import { Tag } from "../../ui/Tag";
import { CreateEmployeeDialog } from "./CreateEmployeeDialog";
import { CreatePlanningUnitDialog } from "./CreatePlanningUnitDialog";
import { EmployeeList } from "./EmployeeList";
import { ExternalUserList } from "./ExternalUserList";

/** Who is who: employees, and the external users that belong to them. */
export function EmployeesPage() {
  const { t } = useLingui();
  const search = useSearch({ from: "/app/employees" });
  const navigate = useNavigate({ from: "/employees" });
  const [creating, setCreating] = useState<"employee" | "unit">();
  const close = () => setCreating(undefined);
  const waiting = useQuery(MappingService.method.listExternalUsers, { pageSize: 1 }, { refetchInterval: 5_000 });
  const unassigned = waiting.data?.unassignedSize ?? 0;
  return (
    <Page
      title={t`Employees`}
      lead={t`The people you plan, and the external users by which telephone systems know them.`}
      actions={
        <>
          <Button variant="default" onClick={() => setCreating("unit")}>
            <Trans>Create planning unit</Trans>
          </Button>
          <Button leftSection={<IconPlus size={16} />} onClick={() => setCreating("employee")}>
            <Trans>Create employee</Trans>
          </Button>
        </>
      }
    >
      <Tabs
        value={search.tab ?? "employees"}
        onChange={(tab) => navigate({ search: { tab: tab === "external" ? "external" : undefined } })}
      >
        <Tabs.List mb="md">
          <Tabs.Tab value="employees">
            <Trans>Employees</Trans>
          </Tabs.Tab>
          <Tabs.Tab
            value="external"
            rightSection={
              unassigned > 0 && (
                <Tag tone="wrong-activity">
                  <Plural value={unassigned} one="# unassigned" other="# unassigned" />
                </Tag>
              )
            }
          >
            <Trans>External users</Trans>
          </Tabs.Tab>
        </Tabs.List>
        <Tabs.Panel value="employees">
          <EmployeeList onCreate={setCreating} />
        </Tabs.Panel>
        <Tabs.Panel value="external">
          <ExternalUserList />
        </Tabs.Panel>
      </Tabs>
      {creating === "employee" && <CreateEmployeeDialog onClose={close} onCreateUnit={() => setCreating("unit")} />}
      {creating === "unit" && <CreatePlanningUnitDialog onClose={close} />}
    </Page>
  );
}
