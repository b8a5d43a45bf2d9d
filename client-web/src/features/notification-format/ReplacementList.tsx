import { Trans, useLingui } from "@lingui/react/macro";
import { Text, TextInput } from "@mantine/core";
import { IconArrowRight, IconClose } from "../../ui/icons";
import classes from "./format.module.css";
import type { Replacement } from "./format-values";
import { RowButton, RowList } from "./RowList";

interface Props {
  /** Name of the field, for assistive technology. */
  field: string;
  replacements: Replacement[];
  /** What is wrong with the list as a whole. */
  error: string | undefined;
  errorAt: (place: number) => string | undefined;
  onChange: (replacements: Replacement[]) => void;
}

const BLANK: Replacement = { from: "", to: "" };

/** Values and what each is replaced by. */
export function ReplacementList({ field, replacements, error, errorAt, onChange }: Props) {
  const { t } = useLingui();
  return (
    <RowList
      label={t`Values of ${field}`}
      lead={
        <Text size="sm">
          <Trans>Values to replace; an empty replacement means that there is none.</Trans>
        </Text>
      }
      rows={replacements}
      blank={BLANK}
      ordered={false}
      error={error}
      add={{ words: t`Replace a value`, label: t`Replace a value: ${field}` }}
      onChange={onChange}
    >
      {({ from, to }, place, row) => {
        const position = place + 1;
        const text = from || t`value ${position}`;
        return (
          <>
            <TextInput
              className={classes.text}
              aria-label={t`${field}: value ${position}`}
              data-control="text"
              value={from}
              onChange={(event) => row.set({ from: event.currentTarget.value, to })}
              error={errorAt(place)}
              autoComplete="off"
              spellCheck={false}
            />
            <IconArrowRight size={16} />
            <TextInput
              className={classes.text}
              aria-label={t`${field}: replacement ${position}`}
              value={to}
              onChange={(event) => row.set({ from, to: event.currentTarget.value })}
              autoComplete="off"
              spellCheck={false}
            />
            <RowButton label={t`Remove ${text}`} control="remove" onClick={row.remove}>
              <IconClose size={16} />
            </RowButton>
          </>
        );
      }}
    </RowList>
  );
}
