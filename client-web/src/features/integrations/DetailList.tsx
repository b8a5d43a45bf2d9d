import type { ReactNode } from "react";
import classes from "./DetailList.module.css";

/** Terms, each with what is known of it. */
export function DetailList({ children }: { children: ReactNode }) {
  return <dl className={classes.list}>{children}</dl>;
}

/** A term with what is known of it. */
export function Detail({ term, children }: { term: string; children: ReactNode }) {
  return (
    <div className={classes.row}>
      <dt>{term}</dt>
      <dd>{children}</dd>
    </div>
  );
}
