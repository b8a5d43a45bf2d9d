import { useLingui } from "@lingui/react/macro";

/** A colour to choose. */
export interface Swatch {
  color: string;
  name: string;
}

/** Colours that stand out from light and dark pages by 3:1, with names for who can't tell them apart. */
export function useSwatches(): Swatch[] {
  const { t } = useLingui();
  return [
    { color: "#2b8a5b", name: t`Green` },
    { color: "#12879c", name: t`Teal` },
    { color: "#2f6fd0", name: t`Blue` },
    { color: "#7d5fc4", name: t`Violet` },
    { color: "#b1459b", name: t`Magenta` },
    { color: "#d6343f", name: t`Red` },
    { color: "#cf5a20", name: t`Orange` },
    { color: "#b57a00", name: t`Amber` },
    { color: "#7a8b1f", name: t`Olive` },
    { color: "#5c6f9e", name: t`Slate blue` },
    { color: "#8f6b58", name: t`Brown` },
    { color: "#6b7782", name: t`Grey` },
  ];
}
