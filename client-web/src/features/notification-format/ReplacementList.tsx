import { Trans, useLingui } from "@lingui/react/macro";
import { Button, Text, TextInput } from "@mantine/core";
import { useId } from "react";
import { IconArrowRight, IconClose, IconPlus } from "../../ui/icons";
import classes from "./format.module.css";
import type { Replacement } from "./format-values";
import { RowButton } from "./NameList";
import { useRowFocus } from "./use-row-focus";

interface Props {
  /** Name of the field, for assistive technology. */
  field: string;
  replacements: Replacement[];
  /** What is wrong with the list as a whole. */
  error: string | undefined;
  errorAt: (place: number) => string | undefined;
  onChange: (replacements: Replacement[]) => void;
}

/** Values and what each is replaced by. */
export function ReplacementList({ field, replacements, error, errorAt, onChange }: Props) {
  const { t } = useLingui();
  const errorId = useId();
  const { root, focus } = useRowFocus<HTMLDivElement>();
  const add = () => {
    onChange([...replacements, { from: "", to: "" }]);
    focus(replacements.length);
  };
  const remove = (place: number) => {
    onChange(replacements.toSpliced(place, 1));
    focus(Math.min(place, replacements.length - 2), "remove");
  };
  const change = (place: number, part: Partial<Replacement>) =>
    onChange(replacements.map((one, at) => (at === place ? { ...one, ...part } : one)));
  return (
    <div ref={root}>
      {replacements.length > 0 && (
        <>
          <Text size="sm">
            <Trans>Values to replace; an empty replacement means that there is none.</Trans>
          </Text>
          <ul className={classes.names} aria-label={t`Values of ${field}`}>
            {replacements.map(({ from, to }, place) => {
              const position = place + 1;
              const text = from || t`value ${position}`;
              return (
                // biome-ignore lint/suspicious/noArrayIndexKey: values can be alike while they are typed
                <li key={place} data-row={place} className={classes.row}>
                  <TextInput
                    className={classes.text}
                    aria-label={t`${field}: value ${position}`}
                    data-control="text"
                    value={from}
                    onChange={(event) => change(place, { from: event.currentTarget.value })}
                    error={errorAt(place)}
                    autoComplete="off"
                    spellCheck={false}
                  />
                  <IconArrowRight size={16} />
                  <TextInput
                    className={classes.text}
                    aria-label={t`${field}: replacement ${position}`}
                    value={to}
                    onChange={(event) => change(place, { to: event.currentTarget.value })}
                    autoComplete="off"
                    spellCheck={false}
                  />
                  <RowButton label={t`Remove ${text}`} control="remove" onClick={() => remove(place)}>
                    <IconClose size={16} />
                  </RowButton>
                </li>
              );
            })}
          </ul>
        </>
      )}
      {error && (
        <Text id={errorId} size="sm" c="var(--mantine-color-error)" mb={4}>
          {error}
        </Text>
      )}
      <Button
        size="xs"
        variant="default"
        leftSection={<IconPlus size={14} />}
        data-control="add"
        data-invalid={error ? true : undefined}
        aria-describedby={error ? errorId : undefined}
        aria-label={t`Replace a value: ${field}`}
        onClick={add}
      >
        <Trans>Replace a value</Trans>
      </Button>
    </div>
  );
}
