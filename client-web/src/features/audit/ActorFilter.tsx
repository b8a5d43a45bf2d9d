import { useLingui } from "@lingui/react/macro";
import { Select } from "@mantine/core";
import { useMemo } from "react";
import { SessionService } from "../../gen/kadans/v1/session_service_pb";
import { usePages } from "../../rpc/use-pages";

interface Props {
  value: string | undefined;
  onChange: (id: string | undefined) => void;
}

/** Whose changes are listed. */
export function ActorFilter({ value, onChange }: Props) {
  const { t } = useLingui();
  const list = usePages(SessionService.method.listUsers, { pageSize: 1000 });
  const data = useMemo(
    () =>
      list.pages
        .flatMap((page) => page.users)
        .map(({ id, name, email }) => ({ value: id, label: email ? `${name} (${email})` : name })),
    [list.pages],
  );
  return (
    <Select
      aria-label={t`Who`}
      placeholder={t`Everybody`}
      data={data}
      value={value ?? null}
      onChange={(id) => onChange(id ?? undefined)}
      searchable
      clearable
      clearButtonProps={{ "aria-label": t`Everybody` }}
      nothingFoundMessage={t`Nothing found`}
      miw={220}
    />
  );
}
