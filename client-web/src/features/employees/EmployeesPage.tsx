import { useQuery } from "@connectrpc/connect-query";
import { Plural, Trans, useLingui } from "@lingui/react/macro";
import { Tabs } from "@mantine/core";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { lazy, Suspense, useState } from "react";
import { MappingService } from "../../gen/kadans/v1/mapping_service_pb";
import { Page } from "../../ui/Page";
import { Tag } from "../../ui/Tag";
import { EmployeeList } from "./EmployeeList";
import { type Creating, PageActions } from "./PageActions";
import { employeesTab } from "./search";

const CreateExternalUserDialog = lazy(() =>
  import("./CreateExternalUserDialog").then((module) => ({ default: module.CreateExternalUserDialog })),
);
const EmployeeDialog = lazy(() => import("./EmployeeDialog").then((module) => ({ default: module.EmployeeDialog })));
const ExternalUserList = lazy(() =>
  import("./ExternalUserList").then((module) => ({ default: module.ExternalUserList })),
);
const GroupList = lazy(() => import("./GroupList").then((module) => ({ default: module.GroupList })));
const ImportEmployeesDialog = lazy(() =>
  import("./import/ImportEmployeesDialog").then((module) => ({ default: module.ImportEmployeesDialog })),
);
const PlanningUnitDialog = lazy(() =>
  import("./PlanningUnitDialog").then((module) => ({ default: module.PlanningUnitDialog })),
);
const PlanningUnitList = lazy(() =>
  import("./PlanningUnitList").then((module) => ({ default: module.PlanningUnitList })),
);

/** Who is who: employees, the external users that belong to them, and how they are put together. */
export function EmployeesPage() {
  const { t } = useLingui();
  const { tab } = useSearch({ from: "/app/employees" });
  const navigate = useNavigate({ from: "/employees" });
  const [creating, setCreating] = useState<Creating>();
  const close = () => setCreating(undefined);
  const waiting = useQuery(MappingService.method.listExternalUsers, { pageSize: 1 }, { refetchInterval: 5_000 });
  const unassigned = waiting.data?.unassignedSize ?? 0;
  return (
    <Page
      title={t`Employees`}
      lead={t`The people you plan, and the external users by which telephone systems know them.`}
      actions={<PageActions tab={tab} onCreate={setCreating} />}
    >
      <Tabs value={tab ?? "employees"} onChange={(name) => navigate({ search: { tab: employeesTab(name) } })}>
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
          <Tabs.Tab value="units">
            <Trans>Planning units</Trans>
          </Tabs.Tab>
          <Tabs.Tab value="groups">
            <Trans>Groups</Trans>
          </Tabs.Tab>
        </Tabs.List>
        <Suspense>
          <Tabs.Panel value="employees">
            <EmployeeList onCreate={setCreating} />
          </Tabs.Panel>
          <Tabs.Panel value="external">
            <ExternalUserList onCreate={() => setCreating("external")} />
          </Tabs.Panel>
          <Tabs.Panel value="units">
            <PlanningUnitList onCreate={() => setCreating("unit")} />
          </Tabs.Panel>
          <Tabs.Panel value="groups">
            <GroupList creating={creating === "group"} onCreate={() => setCreating("group")} onCreated={close} />
          </Tabs.Panel>
        </Suspense>
      </Tabs>
      <Suspense>
        {creating === "employee" && <EmployeeDialog onClose={close} onCreateUnit={() => setCreating("unit")} />}
        {creating === "unit" && <PlanningUnitDialog onClose={close} />}
        {creating === "external" && <CreateExternalUserDialog onClose={close} />}
        {creating === "import" && <ImportEmployeesDialog onClose={close} />}
      </Suspense>
    </Page>
  );
}
