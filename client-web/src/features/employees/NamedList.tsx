import { plural } from "@lingui/core/macro";
import { useLingui } from "@lingui/react/macro";
import { Text, VisuallyHidden } from "@mantine/core";
import { useNavigate, useSearch } from "@tanstack/react-router";
import type { ComponentProps, ReactNode } from "react";
import { Listing } from "../../ui/Listing";
import { TextLink } from "../../ui/links";
import { NothingFound } from "../../ui/NothingFound";
import { SearchField } from "../../ui/SearchField";
import { Toolbar } from "../../ui/Toolbar";
import type { Column } from "../../ui/table/PagedTable";
import type { EmployeesSearch, EmployeesTab } from "./search";
import { useNamed } from "./use-named";

interface Named {
  id: string;
  name: string;
  employeeCount: number;
}

interface Props<Row> {
  label: string;
  /** The tab it is on. */
  tab: EmployeesTab;
  list: ComponentProps<typeof Listing<Row>>["list"];
  rows: Row[];
  /** How many there are, in words. */
  countText: (count: number) => string;
  /** What the list of employees is filtered by to show those of one. */
  employeesOf: (id: string) => EmployeesSearch;
  /** What is told of a row beside its name. */
  further?: Column<Row>[];
  /** What can be done with a row. */
  actions: (row: Row) => ReactNode;
  /** Shown as long as there are none. */
  empty: ReactNode;
}

/** Planning units or groups: found by name, each with its employees and what can be done with it. */
export function NamedList<Row extends Named>(props: Props<Row>) {
  const { label, tab, list, countText, employeesOf, further = [], actions, empty } = props;
  const { t } = useLingui();
  const { q = "" } = useSearch({ from: "/app/employees" });
  const navigate = useNavigate({ from: "/employees" });
  const rows = useNamed(props.rows, q);
  const columns: Column<Row>[] = [
    {
      key: "name",
      title: t`Name`,
      cell: ({ name }) => (
        <Text size="sm" fw={600}>
          {name}
        </Text>
      ),
    },
    ...further,
    {
      key: "employees",
      title: t`Employees`,
      cell: ({ id, employeeCount }) => (
        <TextLink to="/employees" search={employeesOf(id)} size="sm">
          {plural(employeeCount, { one: "# employee", other: "# employees" })}
        </TextLink>
      ),
    },
    { key: "actions", title: <VisuallyHidden>{t`Actions`}</VisuallyHidden>, width: "1%", cell: actions },
  ];
  return (
    <>
      <Toolbar count={list.isPending ? undefined : countText(rows.length)}>
        <SearchField
          value={q}
          placeholder={t`Name`}
          onChange={(text) => navigate({ search: (before) => ({ ...before, q: text || undefined }), replace: true })}
        />
      </Toolbar>
      <Listing
        label={label}
        list={list}
        rows={rows}
        rowKey={({ id }) => id}
        columns={columns}
        empty={q ? <NothingFound onReset={() => navigate({ search: { tab } })} /> : empty}
      />
    </>
  );
}
