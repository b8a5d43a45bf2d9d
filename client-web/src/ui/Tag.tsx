import type { ReactNode } from "react";
import { type StatusTone, toneColor } from "./status";
import classes from "./Tag.module.css";

interface Props {
  tone: StatusTone;
  /** Says the same as the colour. */
  icon?: ReactNode;
  children: ReactNode;
}

/** A word about a state, on the state's tint. */
export function Tag({ tone, icon, children }: Props) {
  return (
    <span className={classes.tag} style={{ background: toneColor(tone, "tint"), color: toneColor(tone, "text") }}>
      {icon}
      {children}
    </span>
  );
}
