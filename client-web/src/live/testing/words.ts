import { RowStatus } from "../status";
import type { BoardWords } from "../view/lexicon";

/** English words; ids of activities and planning units with a capital. */
export const WORDS: BoardWords = {
  language: "en",
  activity: (id) => (id === "" ? "Unknown" : capital(id)),
  unit: capital,
  status: {
    [RowStatus.NotPresent]: "Not present",
    [RowStatus.WrongActivity]: "Wrong activity",
    [RowStatus.NotScheduled]: "Not scheduled",
    [RowStatus.Buffered]: "In buffer time",
    [RowStatus.Unknown]: "Unknown",
    [RowStatus.In]: "In adherence",
    [RowStatus.Excused]: "Excused",
    [RowStatus.Hidden]: "Neither scheduled nor working",
  },
  severe: "Severe",
  unmapped: "Unmapped",
};

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
