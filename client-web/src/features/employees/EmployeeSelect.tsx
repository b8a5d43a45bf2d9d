import { useLingui } from "@lingui/react/macro";
import { Loader, Select } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { useState } from "react";
import { useEmployeeSearch } from "./use-employee-search";

/** An employee as far as a choice needs it. */
export interface EmployeeChoice {
  id: string;
  name: string;
}

interface Props {
  /** Whom or what the employee is chosen for, for assistive technology. */
  label: string;
  value: EmployeeChoice | undefined;
  onChange: (employee: EmployeeChoice | undefined) => void;
  size?: "xs" | "sm";
  /** Whether the label shows, as in a form; else it is for assistive technology alone. */
  visibleLabel?: boolean;
  /** Whether it has the focus from the start. */
  autoFocus?: boolean;
}

/** Chooses one of possibly many employees; the server does the searching. */
export function EmployeeSelect({ label, value, onChange, size = "xs", visibleLabel = false, autoFocus }: Props) {
  const { t } = useLingui();
  const [open, setOpen] = useState(false);
  const [text, setText] = useState(value?.name ?? "");
  const typed = text === value?.name ? "" : text.trim();
  const [search] = useDebouncedValue(typed, 150);
  const found = useEmployeeSearch(search, open);
  const employees = found.data?.employees ?? [];
  const options = employees.map(({ id, name, personnelNumber }) => ({
    value: id,
    label: name,
    note: personnelNumber,
  }));
  // The chosen one stays an option while something else is searched for.
  if (value && !employees.some(({ id }) => id === value.id)) {
    options.unshift({ value: value.id, label: value.name, note: "" });
  }
  return (
    <Select
      aria-label={visibleLabel ? undefined : label}
      label={visibleLabel ? label : undefined}
      placeholder={t`Search employee`}
      size={size}
      flex={1}
      miw={150}
      autoFocus={autoFocus}
      data-autofocus={autoFocus}
      searchable
      openOnFocus={!autoFocus}
      data={options}
      filter={({ options }) => options}
      value={value?.id ?? null}
      onChange={(id) => {
        const chosen = options.find((option) => option.value === id);
        onChange(chosen && { id: chosen.value, name: chosen.label });
      }}
      searchValue={text}
      onSearchChange={setText}
      onDropdownOpen={() => setOpen(true)}
      onDropdownClose={() => setOpen(false)}
      nothingFoundMessage={found.isPending ? t`Searching…` : t`Nobody found. Create the employee first.`}
      rightSection={found.isFetching && open ? <Loader size={14} /> : undefined}
      comboboxProps={{ withinPortal: true, width: 260, position: "bottom-start" }}
      renderOption={({ option }) => (
        <span>
          {option.label}
          {"note" in option && option.note ? ` · ${option.note}` : ""}
        </span>
      )}
    />
  );
}
