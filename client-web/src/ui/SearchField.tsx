import { useLingui } from "@lingui/react/macro";
import { CloseButton, Kbd, TextInput } from "@mantine/core";
import { useDebouncedCallback } from "@mantine/hooks";
import { useEffect, useRef, useState } from "react";
import { IconSearch } from "./icons";

interface Props {
  /** What is searched for now, e.g. from the address. */
  value: string;
  onChange: (value: string) => void;
  /** What is searched, e.g. "name, e-mail or number". */
  placeholder: string;
}

/** The page's search: `/` comes here, Esc empties it. */
export function SearchField({ value, onChange, placeholder }: Props) {
  const { t } = useLingui();
  const [text, setText] = useState(value);
  const sent = useRef(value);
  const send = useDebouncedCallback((next: string) => {
    sent.current = next;
    onChange(next);
  }, 200);
  useEffect(() => {
    // The address changed by itself: a link, or the back button.
    if (value !== sent.current) {
      sent.current = value;
      setText(value);
    }
  }, [value]);
  const change = (next: string) => {
    setText(next);
    send(next.trim());
  };
  return (
    <TextInput
      type="search"
      role="searchbox"
      data-page-search
      aria-label={t`Search`}
      aria-keyshortcuts="/"
      placeholder={placeholder}
      value={text}
      onChange={(event) => change(event.currentTarget.value)}
      onKeyDown={(event) => {
        if (event.key !== "Escape") return;
        if (text) change("");
        else event.currentTarget.blur();
      }}
      leftSection={<IconSearch size={16} />}
      rightSection={
        text ? (
          <CloseButton size="sm" aria-label={t`Clear the search`} onClick={() => change("")} />
        ) : (
          <Kbd size="xs" aria-hidden="true">
            /
          </Kbd>
        )
      }
      miw={260}
    />
  );
}
