import { useLingui } from "@lingui/react/macro";
import { Group, Input, Text, TextInput } from "@mantine/core";
import { type ReactNode, useId } from "react";
import type { DurationParts, Unit } from "./durations";
import css from "./settings.module.css";

interface Props {
  label: string;
  description?: string;
  value?: DurationParts;
  onChange: (value: DurationParts) => void;
  error?: ReactNode;
  readOnly: boolean;
}

/** A duration, typed as people say it: a number for each unit. */
export function DurationField({ label, description, value = {}, onChange, error, readOnly }: Props) {
  const { t } = useLingui();
  const id = useId();
  const names: Record<Unit, string> = { hours: t`hours`, minutes: t`minutes`, seconds: t`seconds` };
  const shorts: Record<Unit, string> = { hours: t`h`, minutes: t`min`, seconds: t`s` };
  return (
    <fieldset className={css.duration} aria-describedby={`${id}-about`}>
      <legend className={css.label}>{label}</legend>
      <div id={`${id}-about`}>
        {description && <Input.Description>{description}</Input.Description>}
        {error && <Input.Error mt={4}>{error}</Input.Error>}
      </div>
      <Group gap="xs" mt={4}>
        {(Object.keys(value) as Unit[]).map((unit) => (
          <TextInput
            key={unit}
            className={css.number}
            inputMode="numeric"
            autoComplete="off"
            aria-label={`${label}: ${names[unit]}`}
            rightSectionWidth={40}
            rightSection={
              <Text size="xs" c="dimmed" aria-hidden="true">
                {shorts[unit]}
              </Text>
            }
            value={value[unit]}
            error={Boolean(error)}
            withErrorStyles
            readOnly={readOnly}
            onChange={({ currentTarget }) => onChange({ ...value, [unit]: currentTarget.value })}
          />
        ))}
      </Group>
    </fieldset>
  );
}
