import { useLingui } from "@lingui/react/macro";
import { VisuallyHidden } from "@mantine/core";
import type { ReactNode } from "react";
import { IconCheck } from "../../ui/icons";
import classes from "./SetupChecklist.module.css";

interface Props {
  title: string;
  done: boolean;
  /** Whether it is the next thing to do. */
  current: boolean;
  children?: ReactNode;
}

/** One step of a checklist. */
export function ChecklistStep({ title, done, current, children }: Props) {
  const { t } = useLingui();
  return (
    <li className={classes.step} data-done={done || undefined} aria-current={current ? "step" : undefined}>
      <span className={classes.tick} aria-hidden="true">
        {done && <IconCheck size={13} />}
      </span>
      <div>
        <div className={classes.title}>
          {title} <VisuallyHidden>{done ? t`(done)` : t`(open)`}</VisuallyHidden>
        </div>
        {children && <div className={classes.detail}>{children}</div>}
      </div>
    </li>
  );
}
