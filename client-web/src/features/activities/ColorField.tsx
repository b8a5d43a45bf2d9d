import { useLingui } from "@lingui/react/macro";
import { Input, TextInput, UnstyledButton } from "@mantine/core";
import { type KeyboardEvent, type ReactNode, useRef } from "react";
import { IconCheck } from "../../ui/icons";
import classes from "./ColorField.module.css";
import { faintOn } from "./contrast";
import { useSwatches } from "./swatches";

interface Props {
  description: string;
  /** `#rrggbb`, or what is being typed; empty for the colour of the type. */
  value: string;
  onChange: (color: string) => void;
  error?: ReactNode;
}

/** Chooses a colour: one of those that show well everywhere, or any other by its code. */
export function ColorField({ description, value, onChange, error }: Props) {
  const { t } = useLingui();
  const swatches = useSwatches();
  const group = useRef<HTMLDivElement>(null);
  const chosen = swatches.findIndex(({ color }) => color === value.toLowerCase());
  // One stop of the Tab key; the arrows go on from there, as in any group of radio buttons.
  const move = (event: KeyboardEvent) => {
    const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
    if (!step) return;
    event.preventDefault();
    const buttons = [...(group.current?.querySelectorAll("button") ?? [])];
    const at = buttons.indexOf(event.target as HTMLButtonElement);
    const next = (at + step + buttons.length) % buttons.length;
    buttons[next]?.focus();
    onChange(swatches[next]?.color ?? value);
  };
  const known = /^#[0-9a-f]{6}$/i.test(value);
  const faint = known ? faintOn(value) : undefined;
  return (
    <Input.Wrapper label={t`Colour`} description={description} labelElement="div">
      <div ref={group} role="radiogroup" aria-label={t`Colour`} className={classes.swatches} onKeyDown={move}>
        {swatches.map(({ color, name }, index) => (
          <UnstyledButton
            key={color}
            role="radio"
            aria-checked={index === chosen}
            aria-label={name}
            title={name}
            tabIndex={index === Math.max(chosen, 0) ? 0 : -1}
            className={classes.swatch}
            style={{ background: color }}
            onClick={() => onChange(color)}
          >
            {index === chosen && <IconCheck size={16} />}
          </UnstyledButton>
        ))}
      </div>
      <div className={classes.other}>
        <span
          className={classes.preview}
          style={{ background: known ? value : "transparent" }}
          data-empty={!known || undefined}
          aria-hidden="true"
        />
        <TextInput
          aria-label={t`Colour code`}
          placeholder="#2f6fd0"
          value={value}
          onChange={(event) => onChange(event.currentTarget.value.trim())}
          error={error}
          autoComplete="off"
          spellCheck={false}
          flex={1}
        />
      </div>
      <p className={classes.warning} role="status">
        {faint === "light" && t`Hard to see on a light page. It is still shown; the name stands beside it.`}
        {faint === "dark" && t`Hard to see on a dark page. It is still shown; the name stands beside it.`}
      </p>
    </Input.Wrapper>
  );
}
