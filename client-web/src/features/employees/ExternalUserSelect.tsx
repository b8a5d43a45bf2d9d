import { useQuery } from "@connectrpc/connect-query";
import { useLingui } from "@lingui/react/macro";
import { Select } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { keepPreviousData } from "@tanstack/react-query";
import { useState } from "react";
import type { ExternalUser } from "../../gen/kadans/v1/external_user_pb";
import { MappingService } from "../../gen/kadans/v1/mapping_service_pb";

const SHOWN = 50;

interface Props {
  integrations: ReadonlyMap<string, string>;
  onChange: (user: ExternalUser | undefined) => void;
}

/** Chooses one of possibly many external users without an employee; the server does the searching. */
export function ExternalUserSelect({ integrations, onChange }: Props) {
  const { t } = useLingui();
  const [value, setValue] = useState<string | null>(null);
  const [text, setText] = useState("");
  // The text of a choice is not a search.
  const [search] = useDebouncedValue(value ? "" : text.trim(), 150);
  const found = useQuery(
    MappingService.method.listExternalUsers,
    { search, onlyUnassigned: true, pageSize: SHOWN },
    { placeholderData: keepPreviousData },
  );
  const users = found.data?.externalUsers ?? [];
  const label = ({ identifier, integrationId }: ExternalUser) =>
    integrations.size > 1 ? `${identifier} · ${integrations.get(integrationId) ?? "–"}` : identifier;
  return (
    <Select
      aria-label={t`External user to assign`}
      placeholder={t`Search unassigned external user`}
      flex={1}
      searchable
      clearable
      clearButtonProps={{ "aria-label": t`Clear the choice` }}
      data={users.map((user) => ({ value: user.id, label: label(user) }))}
      filter={({ options }) => options}
      value={value}
      onChange={(id) => {
        setValue(id);
        onChange(users.find((user) => user.id === id));
      }}
      searchValue={text}
      onSearchChange={setText}
      nothingFoundMessage={found.isPending ? t`Searching…` : t`No unassigned external user found.`}
      comboboxProps={{ withinPortal: true }}
    />
  );
}
