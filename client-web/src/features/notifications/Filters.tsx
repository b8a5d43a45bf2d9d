import { useLingui } from "@lingui/react/macro";
import { MultiSelect, Select } from "@mantine/core";
import { RangeFilter } from "../../ui/RangeFilter";
import { SearchField } from "../../ui/SearchField";
import { useOutcomeWord } from "./OutcomeTag";
import { OUTCOME_SLUGS, OUTCOMES, outcomesIn } from "./outcomes";
import { type ReasonCode, useReasonName } from "./reasons";
import type { NotificationsSearch } from "./search";

interface Props {
  search: NotificationsSearch;
  /** Zone of the times that are chosen. */
  zone: string;
  /** Codes of the reasons to choose from. */
  reasons: readonly ReasonCode[];
  onChange: (change: Partial<NotificationsSearch>) => void;
}

/** Which notifications are listed. */
export function Filters({ search, zone, reasons, onChange }: Props) {
  const { t } = useLingui();
  const outcomeWord = useOutcomeWord();
  const outcomes = outcomesIn(search.outcome);
  return (
    <>
      <SearchField
        value={search.agent ?? ""}
        placeholder={t`Agent, exactly as sent`}
        onChange={(agent) => onChange({ agent: agent || undefined })}
      />
      <MultiSelect
        aria-label={t`Outcome`}
        placeholder={outcomes.length === 0 ? t`Any outcome` : undefined}
        data={OUTCOME_SLUGS.map((slug) => ({ value: slug, label: outcomeWord(OUTCOMES[slug]) }))}
        value={outcomes}
        onChange={(chosen) => onChange({ outcome: chosen.join(",") || undefined })}
        clearButtonProps={{ "aria-label": t`Any outcome` }}
        clearable
        hidePickedOptions
        w={210}
      />
      <ReasonFilter codes={reasons} value={search.reason} onChange={(reason) => onChange({ reason })} />
      <RangeFilter
        value={search}
        names={{ hour: t`Last hour`, today: t`Today`, week: t`Last 7 days`, times: t`Chosen times` }}
        chosen="times"
        ends={{ type: "datetime-local", from: t`From (${zone})`, to: t`To (${zone})` }}
        onChange={onChange}
      />
    </>
  );
}

interface ReasonProps {
  codes: readonly ReasonCode[];
  value: string | undefined;
  onChange: (code: string | undefined) => void;
}

function ReasonFilter({ codes, value, onChange }: ReasonProps) {
  const { t } = useLingui();
  const reasonName = useReasonName();
  // A link may name a reason that is not known here.
  const all = new Set<string>(value ? [...codes, value] : codes);
  return (
    <Select
      aria-label={t`Reason`}
      placeholder={t`Any reason`}
      data={Array.from(all, (code) => ({ value: code, label: reasonName(code) }))}
      value={value ?? null}
      onChange={(code) => onChange(code ?? undefined)}
      searchable
      clearable
      clearButtonProps={{ "aria-label": t`Any reason` }}
      nothingFoundMessage={t`Nothing found`}
      w={210}
    />
  );
}
