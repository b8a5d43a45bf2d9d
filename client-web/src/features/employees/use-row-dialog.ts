import { useState } from "react";

/** Which dialog is open for which row. It goes by what it was opened with until `reload` brings the row as it is now. */
export function useRowDialog<Dialog extends string, Row extends { id: string }>(load: () => Promise<Row[]>) {
  const [open, setOpen] = useState<{ dialog: Dialog; row: Row }>();
  const reload = async () => {
    const rows = await load();
    setOpen((before) => {
      const row = rows.find(({ id }) => id === before?.row.id);
      return before && row && { ...before, row };
    });
  };
  return {
    open,
    show: (dialog: Dialog, row: Row) => setOpen({ dialog, row }),
    close: () => setOpen(undefined),
    reload,
  };
}
