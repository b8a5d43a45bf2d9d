import { Trans, useLingui } from "@lingui/react/macro";
import { ActionIcon, Button, Text, TextInput, Tooltip, VisuallyHidden } from "@mantine/core";
import { type KeyboardEvent, type ReactNode, useId, useState } from "react";
import { IconArrowDown, IconArrowUp, IconClose, IconPlus } from "../../ui/icons";
import classes from "./format.module.css";
import { useRowFocus } from "./use-row-focus";

interface Props {
  /** Name of the field, for assistive technology. */
  field: string;
  names: string[];
  /** What is wrong with the list as a whole. */
  error: string | undefined;
  errorAt: (place: number) => string | undefined;
  onChange: (names: string[]) => void;
}

/** Names in the order in which they are tried. Alt with an arrow moves a name, Enter adds one below. */
export function NameList({ field, names, error, errorAt, onChange }: Props) {
  const { t } = useLingui();
  const errorId = useId();
  const [news, setNews] = useState("");
  const { root, focus } = useRowFocus<HTMLDivElement>();

  const add = (place: number) => {
    onChange(names.toSpliced(place, 0, ""));
    focus(place);
  };
  const remove = (place: number) => {
    onChange(names.toSpliced(place, 1));
    focus(Math.min(place, names.length - 2), "remove");
  };
  const move = (place: number, by: -1 | 1, control: string) => {
    const to = place + by;
    const name = names[place];
    if (name === undefined || to < 0 || to >= names.length) return;
    onChange(names.toSpliced(place, 1).toSpliced(to, 0, name));
    const position = to + 1;
    setNews(t`${name} is number ${position} now.`);
    focus(to, control);
  };
  const onKeyDown = (event: KeyboardEvent, place: number) => {
    if (event.altKey && (event.key === "ArrowUp" || event.key === "ArrowDown")) {
      event.preventDefault();
      move(place, event.key === "ArrowUp" ? -1 : 1, "text");
    } else if (event.key === "Enter" && !event.nativeEvent.isComposing) {
      event.preventDefault();
      add(place + 1);
    }
  };

  return (
    <div ref={root}>
      <ol className={classes.names} aria-label={t`Names of ${field}`}>
        {names.map((name, place) => {
          const position = place + 1;
          const text = name || t`name ${position}`;
          return (
            // biome-ignore lint/suspicious/noArrayIndexKey: names can be alike while they are typed
            <li key={place} data-row={place} className={classes.row}>
              <TextInput
                className={classes.text}
                aria-label={t`${field}: name ${position}`}
                aria-keyshortcuts="Alt+ArrowUp Alt+ArrowDown Enter"
                data-control="text"
                value={name}
                onChange={(event) => onChange(names.with(place, event.currentTarget.value))}
                onKeyDown={(event) => onKeyDown(event, place)}
                error={errorAt(place)}
                autoComplete="off"
                spellCheck={false}
              />
              <RowButton
                label={t`Move ${text} up`}
                control="up"
                disabled={place === 0}
                onClick={() => move(place, -1, "up")}
              >
                <IconArrowUp size={16} />
              </RowButton>
              <RowButton
                label={t`Move ${text} down`}
                control="down"
                disabled={place === names.length - 1}
                onClick={() => move(place, 1, "down")}
              >
                <IconArrowDown size={16} />
              </RowButton>
              <RowButton label={t`Remove ${text}`} control="remove" onClick={() => remove(place)}>
                <IconClose size={16} />
              </RowButton>
            </li>
          );
        })}
      </ol>
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
        aria-label={t`Add name: ${field}`}
        onClick={() => add(names.length)}
      >
        <Trans>Add name</Trans>
      </Button>
      <VisuallyHidden role="status">{news}</VisuallyHidden>
    </div>
  );
}

interface RowButtonProps {
  label: string;
  control: string;
  disabled?: boolean;
  onClick: () => void;
  children: ReactNode;
}

/** A button at the end of a row. */
export function RowButton({ label, control, disabled, onClick, children }: RowButtonProps) {
  return (
    <Tooltip label={label}>
      <ActionIcon aria-label={label} data-control={control} disabled={disabled} onClick={onClick}>
        {children}
      </ActionIcon>
    </Tooltip>
  );
}
