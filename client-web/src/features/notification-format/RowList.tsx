import { ActionIcon, Button, Text, Tooltip } from "@mantine/core";
import { type ReactNode, useId } from "react";
import { IconPlus } from "../../ui/icons";
import classes from "./format.module.css";
import { useRowFocus } from "./use-row-focus";

/** What can be done with a row; the focus stays with it. */
export interface RowActions<Row> {
  set: (row: Row) => void;
  addBelow: () => void;
  remove: () => void;
  /** Moves it by one place, the focus on its control of this name; says where it is then, if there is such a place. */
  move: (by: -1 | 1, control: string) => number | undefined;
}

interface Props<Row> {
  /** Name of the list, for assistive technology. */
  label: string;
  /** What is said above the rows, if there are any. */
  lead?: ReactNode;
  rows: Row[];
  /** What a new row holds. */
  blank: Row;
  ordered: boolean;
  /** What is wrong with the list as a whole. */
  error: string | undefined;
  add: { words: string; label: string };
  onChange: (rows: Row[]) => void;
  children: (row: Row, place: number, actions: RowActions<Row>) => ReactNode;
}

/** Rows that are added, changed, moved and removed. */
export function RowList<Row>({ label, lead, rows, blank, ordered, error, add, onChange, children }: Props<Row>) {
  const errorId = useId();
  const { root, focus } = useRowFocus<HTMLDivElement>();
  const List = ordered ? "ol" : "ul";
  const addAt = (place: number) => {
    onChange(rows.toSpliced(place, 0, blank));
    focus(place);
  };
  const actionsAt = (row: Row, place: number): RowActions<Row> => ({
    set: (changed) => onChange(rows.with(place, changed)),
    addBelow: () => addAt(place + 1),
    remove: () => {
      onChange(rows.toSpliced(place, 1));
      focus(Math.min(place, rows.length - 2), "remove");
    },
    move: (by, control) => {
      const to = place + by;
      if (to < 0 || to >= rows.length) return undefined;
      onChange(rows.toSpliced(place, 1).toSpliced(to, 0, row));
      focus(to, control);
      return to;
    },
  });
  return (
    <div ref={root}>
      {rows.length > 0 && (
        <>
          {lead}
          <List className={classes.names} aria-label={label}>
            {rows.map((row, place) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: rows can be alike while they are typed
              <li key={place} data-row={place} className={classes.row}>
                {children(row, place, actionsAt(row, place))}
              </li>
            ))}
          </List>
        </>
      )}
      {error && (
        <Text id={errorId} size="sm" c="var(--mantine-color-error)" mb={4}>
          {error}
        </Text>
      )}
      <Button
        size="xs"
        variant="default"
        leftSection={<IconPlus size={14} />}
        data-control="add"
        data-invalid={error ? true : undefined}
        aria-describedby={error ? errorId : undefined}
        aria-label={add.label}
        onClick={() => addAt(rows.length)}
      >
        {add.words}
      </Button>
    </div>
  );
}

interface RowButtonProps {
  label: string;
  control: string;
  disabled?: boolean;
  onClick: () => void;
  children: ReactNode;
}

/** A button at the end of a row. */
export function RowButton({ label, control, disabled, onClick, children }: RowButtonProps) {
  return (
    <Tooltip label={label}>
      <ActionIcon aria-label={label} data-control={control} disabled={disabled} onClick={onClick}>
        {children}
      </ActionIcon>
    </Tooltip>
  );
}
