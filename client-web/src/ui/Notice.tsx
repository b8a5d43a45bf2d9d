import { Alert, type AlertProps } from "@mantine/core";
import { IconAlert, IconInfo } from "./icons";
import { type StatusTone, toneColor } from "./status";

interface Props extends Omit<AlertProps, "color" | "variant" | "icon"> {
  /** Red for a failure, yellow for something to heed, blue for something to know. */
  tone: Extract<StatusTone, "not-present" | "wrong-activity" | "not-scheduled">;
}

/** A message within a page. */
export function Notice({ tone, ...props }: Props) {
  const text = toneColor(tone, "text");
  return (
    <Alert
      icon={tone === "not-scheduled" ? <IconInfo /> : <IconAlert />}
      styles={{
        root: { background: toneColor(tone, "tint"), borderColor: toneColor(tone, "mark") },
        title: { color: text },
        icon: { color: text },
        message: { color: "var(--kd-text)" },
      }}
      {...props}
    />
  );
}
