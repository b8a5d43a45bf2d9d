import { useLingui } from "@lingui/react/macro";
import { Select, TextInput } from "@mantine/core";

/** A stretch of time as an address says it; any time without a range. */
interface Span<Range extends string> {
  range?: Range;
  /** Begin of a range whose ends are chosen, as the browser's own fields for dates and times write it. */
  from?: string;
  /** Its end. */
  to?: string;
}

interface Props<Range extends string> {
  value: Span<Range>;
  /** The ranges to choose from, in their order, by their names. */
  names: Record<Range, string>;
  /** The range whose ends are chosen. */
  chosen: NoInfer<Range>;
  /** What the ends are, and what they are called. */
  ends: { type: "date" | "datetime-local"; from: string; to: string };
  onChange: (change: Span<Range>) => void;
}

/** Which stretch of time is listed. */
export function RangeFilter<Range extends string>({ value, names, chosen, ends, onChange }: Props<Range>) {
  const { t } = useLingui();
  const { range, from, to } = value;
  return (
    <>
      <Select
        aria-label={t`Time range`}
        placeholder={t`Any time`}
        data={Object.entries<string>(names).map(([value, label]) => ({ value, label }))}
        value={range ?? null}
        onChange={(value) => onChange({ range: (value as Range | null) ?? undefined, from: undefined, to: undefined })}
        clearable
        clearButtonProps={{ "aria-label": t`Any time` }}
        w={160}
      />
      {range === chosen && (
        <>
          <TextInput
            type={ends.type}
            aria-label={ends.from}
            value={from ?? ""}
            max={to}
            onChange={(event) => onChange({ from: event.currentTarget.value || undefined })}
          />
          <TextInput
            type={ends.type}
            aria-label={ends.to}
            value={to ?? ""}
            min={from}
            onChange={(event) => onChange({ to: event.currentTarget.value || undefined })}
          />
        </>
      )}
    </>
  );
}
