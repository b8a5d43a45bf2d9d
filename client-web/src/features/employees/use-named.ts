import { useLingui } from "@lingui/react";

/** Those whose name contains a text, without case. */
export function useNamed<Row extends { name: string }>(rows: Row[], text: string): Row[] {
  const { i18n } = useLingui();
  const wanted = text.toLocaleLowerCase(i18n.locale);
  return rows.filter(({ name }) => name.toLocaleLowerCase(i18n.locale).includes(wanted));
}
