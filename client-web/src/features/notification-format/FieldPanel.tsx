import { useLingui } from "@lingui/react/macro";
import { Select, Stack } from "@mantine/core";
import type { ProposeNotificationFormatResponse } from "../../gen/kadans/v1/integration_service_pb";
import { LetterCase, NotificationField } from "../../gen/kadans/v1/notification_format_pb";
import { Panel } from "../../ui/Panel";
import { useFieldNames } from "../notifications/use-field-names";
import { Candidates } from "./Candidates";
import type { FieldKey, FieldValues, FormatErrors } from "./format-values";
import { NameList } from "./NameList";
import { ReplacementList } from "./ReplacementList";

const FIELDS = {
  agent: NotificationField.AGENT,
  status: NotificationField.STATUS,
  detail: NotificationField.DETAIL,
  time: NotificationField.TIME,
  eventId: NotificationField.EVENT_ID,
} as const;

interface Props {
  field: FieldKey;
  values: FieldValues;
  errors: FormatErrors;
  proposal: ProposeNotificationFormatResponse | undefined;
  onChange: (values: FieldValues) => void;
}

/** Where one field is found, and what becomes of its value. */
export function FieldPanel({ field, values, errors, proposal, onChange }: Props) {
  const { t } = useLingui();
  const label = useFieldNames()[FIELDS[field]];
  const leads: Record<FieldKey, string> = {
    agent: t`Who it is about. Needed.`,
    status: t`What the agent does. Needed.`,
    detail: t`What more is known, such as the type of a break. Without names it is nowhere.`,
    time: t`When it began. Without names the time of receipt always counts.`,
    eventId: t`What tells a repeated notification from a new one. Without names it is nowhere.`,
  };
  const candidates = proposal?.candidates.filter((candidate) => candidate.field === FIELDS[field]) ?? [];
  const change = (part: Partial<FieldValues>) => onChange({ ...values, ...part });
  const first = (path: string) => {
    const others = values.names.filter((name) => name.toLowerCase() !== path.toLowerCase());
    change({ names: [path, ...others] });
  };
  return (
    <Panel title={label} lead={leads[field]}>
      <Stack gap="md" align="stretch">
        {proposal && candidates.length > 0 && (
          <Candidates
            field={label}
            candidates={candidates}
            total={proposal.notificationCount}
            names={values.names}
            onUse={first}
          />
        )}
        <NameList
          field={label}
          names={values.names}
          error={errors[`${field}.names`]}
          errorAt={(place) => errors[`${field}.names.${place}`]}
          onChange={(names) => change({ names })}
        />
        <Select
          label={t`Upper and lower case`}
          aria-description={label}
          data={[
            { value: String(LetterCase.EXACT), label: t`As sent` },
            { value: String(LetterCase.LOWER), label: t`All lower case` },
            { value: String(LetterCase.UPPER), label: t`All upper case` },
          ]}
          value={String(values.letterCase)}
          onChange={(value) => change({ letterCase: Number(value) })}
          allowDeselect={false}
          maw={260}
        />
        <ReplacementList
          field={label}
          replacements={values.values}
          error={errors[`${field}.values`]}
          errorAt={(place) => errors[`${field}.values.${place}`]}
          onChange={(replacements) => change({ values: replacements })}
        />
      </Stack>
    </Panel>
  );
}
