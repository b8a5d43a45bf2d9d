import { useEffect, useRef, useState } from "react";

/** Where the focus goes after rows were added, moved or removed. */
interface Target {
  row: number;
  /** Name of the control in the row; its text field if that can't have the focus. */
  control: string;
}

/**
 * Keeps the focus with a row that moves. Rows have `data-row`, their controls `data-control`, the text field's is
 * `text`; the control to go to if no row is left has `data-control="add"`.
 */
export function useRowFocus<Root extends HTMLElement>() {
  const root = useRef<Root>(null);
  const [target, setTarget] = useState<Target>();
  useEffect(() => {
    if (!target) return;
    const row = root.current?.querySelector(`[data-row="${target.row}"]`);
    const control = row?.querySelector<HTMLElement>(`[data-control="${target.control}"]:not(:disabled)`);
    const text = row?.querySelector<HTMLElement>('[data-control="text"]');
    const add = root.current?.querySelector<HTMLElement>('[data-control="add"]');
    (control ?? text ?? add)?.focus();
  }, [target]);
  return { root, focus: (row: number, control = "text") => setTarget({ row, control }) };
}
