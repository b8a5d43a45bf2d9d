import { useLingui } from "@lingui/react/macro";
import { VisuallyHidden } from "@mantine/core";
import type { NotificationReading } from "../../gen/kadans/v1/captured_notification_pb";
import { useFormat } from "../../lib/format";
import { toDate } from "../../lib/time";
import { OutcomeTag } from "../notifications/OutcomeTag";
import { useReasonName } from "../notifications/reasons";
import classes from "./format.module.css";

interface Props {
  reading: NotificationReading | undefined;
  /** What it is compared with. */
  other: NotificationReading | undefined;
  side: "before" | "after";
  zone: string;
}

/** What is found in a notification; lines that the other reading lacks carry a sign, a colour and a word. */
export function Reading({ reading, other, side, zone }: Props) {
  const { t } = useLingui();
  const lines = useLines(zone);
  if (!reading) return "–";
  const others = new Set(lines(other));
  const word = side === "before" ? t`goes away:` : t`new:`;
  return (
    <>
      <OutcomeTag outcome={reading.outcome} />
      <ul className={classes.lines}>
        {lines(reading).map((line) =>
          others.has(line) ? (
            <li key={line}>{line}</li>
          ) : (
            <li key={line} className={classes.changed} data-side={side}>
              <span aria-hidden="true">{side === "before" ? "−" : "+"}</span>
              <VisuallyHidden>{word} </VisuallyHidden>
              <strong>{line}</strong>
            </li>
          ),
        )}
      </ul>
    </>
  );
}

/** A function that writes each state and each problem of a reading in a line. */
function useLines(zone: string) {
  const format = useFormat();
  const reasonName = useReasonName();
  return (reading: NotificationReading | undefined): string[] => {
    const states = (reading?.states ?? []).map(({ state, effectiveTime }) => {
      const time = effectiveTime && format.moment(toDate(effectiveTime), zone);
      const parts = [state?.agent, state?.status, state?.detail, time, state?.eventId];
      return [...parts.filter(Boolean), ...(state?.flags ?? [])].join(" · ");
    });
    const problems = (reading?.unreadableItems ?? []).map(({ index, code }) => `${index + 1}: ${reasonName(code)}`);
    return [...new Set([...states, ...problems])];
  };
}
