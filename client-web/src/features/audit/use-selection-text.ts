import { plural } from "@lingui/core/macro";
import { useLingui } from "@lingui/react/macro";
import { useFormat } from "../../lib/format";
import { useReasonName } from "../notifications/reasons";

/** A function that says which notifications were replayed, from what is on record; `instant` writes a time. */
export function useSelectionText(): (selection: string, instant: (time: string) => string) => string {
  const { t } = useLingui();
  const format = useFormat();
  const reason = useReasonName();
  return (selection, instant) => {
    if (selection === "quarantine") return t`All that was set aside`;
    const codes = /^quarantine: (.+)$/.exec(selection)?.[1];
    if (codes) {
      const reasons = format.enumeration(codes.split(", ").map(reason));
      return t`What was set aside: ${reasons}`;
    }
    const chosen = /^(\d+) by id$/.exec(selection)?.[1];
    if (chosen) return plural(Number(chosen), { one: "# chosen notification", other: "# chosen notifications" });
    const [, from, until] = /^received (?:since|from) (\S+)(?: to (\S+))?$/.exec(selection) ?? [];
    if (!from) return selection;
    const start = instant(from);
    if (!until) return t`Received since ${start}`;
    const end = instant(until);
    return t`Received from ${start} to ${end}`;
  };
}
