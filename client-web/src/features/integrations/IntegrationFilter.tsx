import { useLingui } from "@lingui/react/macro";
import { Select } from "@mantine/core";

interface Props {
  names: ReadonlyMap<string, string>;
  value: string | undefined;
  onChange: (id: string | undefined) => void;
}

/** Chooses one integration, or all. Not there as long as there is no choice. */
export function IntegrationFilter({ names, value, onChange }: Props) {
  const { t } = useLingui();
  if (names.size < 2 && !value) return null;
  return (
    <Select
      aria-label={t`Integration`}
      placeholder={t`All integrations`}
      data={[...names].map(([id, name]) => ({ value: id, label: name }))}
      value={value ?? null}
      onChange={(id) => onChange(id ?? undefined)}
      clearable
      searchable
      clearButtonProps={{ "aria-label": t`All integrations` }}
    />
  );
}
