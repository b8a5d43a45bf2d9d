import { useLingui } from "@lingui/react/macro";

/** A function that says what was remarkable about reading a state; a flag that is not known here says itself. */
export function useFlagText(): (flag: string) => string {
  const { t } = useLingui();
  return (flag) => {
    switch (flag) {
      case "time_shifted":
        return t`The clocks skip this time: it was moved by the length of the gap.`;
      case "time_ambiguous":
        return t`The clocks show this time twice: the first was taken.`;
      case "time_unreadable":
        return t`The time could not be read: the time of receipt counts.`;
      case "time_future":
        return t`The time lies in the future: the time of receipt counts.`;
      case "time_too_old":
        return t`The time lies further back than data is kept: the time of receipt counts.`;
      case "event_id_reused":
        return t`The event id came before, with other content: it counts as an event of its own.`;
      default:
        return flag;
    }
  };
}
