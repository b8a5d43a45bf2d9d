import { useLingui } from "@lingui/react/macro";
import { PasswordInput, type PasswordInputProps } from "@mantine/core";

/**
 * A password, shown on request. The kit's own field does not tell assistive technology that it is wrong, and keeps
 * the button beside it out of the keyboard's reach.
 */
export function PasswordField(props: PasswordInputProps) {
  const { t } = useLingui();
  return (
    <PasswordInput
      aria-invalid={props.error ? true : undefined}
      visibilityToggleFocusable
      visibilityToggleButtonProps={{ "aria-label": t`Show the password` }}
      {...props}
    />
  );
}
