import { useLingui } from "@lingui/react/macro";
import { TextInput, VisuallyHidden } from "@mantine/core";
import { useState } from "react";
import { IconArrowDown, IconArrowUp, IconClose } from "../../ui/icons";
import classes from "./format.module.css";
import { RowButton, RowList } from "./RowList";

interface Props {
  /** Name of the field, for assistive technology. */
  field: string;
  names: string[];
  /** What is wrong with the list as a whole. */
  error: string | undefined;
  errorAt: (place: number) => string | undefined;
  onChange: (names: string[]) => void;
}

/** Names in the order in which they are tried. Alt with an arrow moves a name, Enter adds one below. */
export function NameList({ field, names, error, errorAt, onChange }: Props) {
  const { t } = useLingui();
  const [news, setNews] = useState("");
  return (
    <>
      <RowList
        label={t`Names of ${field}`}
        rows={names}
        blank=""
        ordered
        error={error}
        add={{ words: t`Add name`, label: t`Add name: ${field}` }}
        onChange={onChange}
      >
        {(name, place, row) => {
          const position = place + 1;
          const text = name || t`name ${position}`;
          const move = (by: -1 | 1, control: string) => {
            const to = row.move(by, control);
            if (to === undefined) return;
            const position = to + 1;
            setNews(t`${name} is number ${position} now.`);
          };
          return (
            <>
              <TextInput
                className={classes.text}
                aria-label={t`${field}: name ${position}`}
                aria-keyshortcuts="Alt+ArrowUp Alt+ArrowDown Enter"
                data-control="text"
                value={name}
                onChange={(event) => row.set(event.currentTarget.value)}
                onKeyDown={(event) => {
                  if (event.altKey && (event.key === "ArrowUp" || event.key === "ArrowDown")) {
                    event.preventDefault();
                    move(event.key === "ArrowUp" ? -1 : 1, "text");
                  } else if (event.key === "Enter" && !event.nativeEvent.isComposing) {
                    event.preventDefault();
                    row.addBelow();
                  }
                }}
                error={errorAt(place)}
                autoComplete="off"
                spellCheck={false}
              />
              <RowButton label={t`Move ${text} up`} control="up" disabled={place === 0} onClick={() => move(-1, "up")}>
                <IconArrowUp size={16} />
              </RowButton>
              <RowButton
                label={t`Move ${text} down`}
                control="down"
                disabled={place === names.length - 1}
                onClick={() => move(1, "down")}
              >
                <IconArrowDown size={16} />
              </RowButton>
              <RowButton label={t`Remove ${text}`} control="remove" onClick={row.remove}>
                <IconClose size={16} />
              </RowButton>
            </>
          );
        }}
      </RowList>
      <VisuallyHidden role="status">{news}</VisuallyHidden>
    </>
  );
}
