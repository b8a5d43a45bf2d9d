import { t } from "@lingui/core/macro";

/** What is wrong with a value, or null. */
export type Rule = (value: string) => string | null;

const length = (value: string) => [...value].length;

/** A text that must be there, of at most `max` characters without the spaces around it. */
export function requiredText(max: number): Rule {
  return (value) => {
    const text = value.trim();
    if (!text) return t`Fill in this field.`;
    return length(text) > max ? t`Use at most ${max} characters.` : null;
  };
}

/** A text that may be absent. */
export function optionalText(max: number): Rule {
  return (value) => (length(value.trim()) > max ? t`Use at most ${max} characters.` : null);
}

/** Something that has to be chosen from a list. */
export const chosen: Rule = (value) => (value ? null : t`Choose one.`);

/** An e-mail address, as far as a form can tell. */
export const email: Rule = (value) =>
  /^\S+@\S+$/.test(value.trim()) ? null : t`Enter an e-mail address, like name@example.com.`;

/** An e-mail address that may be absent. */
export const optionalEmail: Rule = (value) => (value.trim() ? email(value) : null);

/** A new password. */
export const newPassword: Rule = (value) => {
  if (length(value) < 12) return t`Use at least 12 characters.`;
  return length(value) > 200 ? t`Use at most ${200} characters.` : null;
};

/** A text that must be there, taken exactly as typed. */
export const filled: Rule = (value) => (value ? null : t`Fill in this field.`);

/** A colour as `#rrggbb` that may be absent. */
export const optionalColor: Rule = (value) =>
  value === "" || /^#[0-9a-f]{6}$/i.test(value) ? null : t`Enter a colour like #1c7ed6, or leave it empty.`;
