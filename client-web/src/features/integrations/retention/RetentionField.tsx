import { useLingui } from "@lingui/react/macro";
import { Text, TextInput, type TextInputProps } from "@mantine/core";

/** For how many days the raw text of what could be read is kept. */
export function RetentionField(props: TextInputProps) {
  const { t } = useLingui();
  return (
    <TextInput
      label={t`Days that raw text is kept`}
      description={t`What accepted notifications looked like word for word, to look it up or read it anew. The states stay.`}
      inputMode="decimal"
      autoComplete="off"
      rightSectionWidth={56}
      rightSection={
        <Text size="xs" c="dimmed" aria-hidden="true">
          {t`days`}
        </Text>
      }
      {...props}
    />
  );
}
