import { useLingui } from "@lingui/react/macro";
import { Select, TextInput } from "@mantine/core";
import { type AuditSearch, RANGES, type Range } from "./search";

interface Props {
  search: AuditSearch;
  onChange: (change: Pick<AuditSearch, "range" | "from" | "to">) => void;
}

/** Which stretch of time is listed. */
export function RangeFilter({ search: { range, from, to }, onChange }: Props) {
  const { t } = useLingui();
  const names: Record<Range, string> = {
    today: t`Today`,
    week: t`Last 7 days`,
    month: t`Last 30 days`,
    days: t`Chosen days`,
  };
  return (
    <>
      <Select
        aria-label={t`Time range`}
        placeholder={t`Any time`}
        data={RANGES.map((value) => ({ value, label: names[value] }))}
        value={range ?? null}
        onChange={(value) => onChange({ range: (value as Range | null) ?? undefined, from: undefined, to: undefined })}
        clearable
        clearButtonProps={{ "aria-label": t`Any time` }}
        w={160}
      />
      {range === "days" && (
        <>
          <TextInput
            type="date"
            aria-label={t`First day`}
            value={from ?? ""}
            max={to}
            onChange={(event) => onChange({ range, from: event.currentTarget.value || undefined, to })}
          />
          <TextInput
            type="date"
            aria-label={t`Last day`}
            value={to ?? ""}
            min={from}
            onChange={(event) => onChange({ range, from, to: event.currentTarget.value || undefined })}
          />
        </>
      )}
    </>
  );
}
