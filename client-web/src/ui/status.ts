import { AdherenceStatus, DeviationType } from "../gen/kadans/v1/adherence_pb";

/** What a person's adherence looks like; the part of the names in status-colors.css that changes. */
export const TONES = [
  "in",
  "buffered",
  "not-present",
  "wrong-activity",
  "not-scheduled",
  "excused",
  "unknown",
  "hidden",
] as const;
export type StatusTone = (typeof TONES)[number];

/** Tone of a status; a deviation out of adherence has the tone of its type. */
export function statusTone(status: AdherenceStatus, deviation: DeviationType): StatusTone {
  switch (status) {
    case AdherenceStatus.IN:
      return "in";
    case AdherenceStatus.BUFFERED:
      return "buffered";
    case AdherenceStatus.OUT:
      return deviationTone(deviation);
    case AdherenceStatus.EXCUSED:
      return "excused";
    case AdherenceStatus.HIDDEN:
      return "hidden";
    default:
      return "unknown";
  }
}

function deviationTone(deviation: DeviationType): StatusTone {
  switch (deviation) {
    case DeviationType.NOT_PRESENT:
      return "not-present";
    case DeviationType.WRONG_ACTIVITY:
      return "wrong-activity";
    case DeviationType.NOT_SCHEDULED:
      return "not-scheduled";
    default:
      return "unknown";
  }
}

/** CSS expression for a tone's colour: `mark` for bars and icons, `text` for words, `tint` for backgrounds. */
export function toneColor(tone: StatusTone, part: "mark" | "text" | "tint"): string {
  return `var(--kd-${tone === "hidden" ? "unknown" : tone}-${part})`;
}
