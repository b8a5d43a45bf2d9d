import type { Timestamp } from "@bufbuild/protobuf/wkt";
import { useAccountZone } from "../features/session/session-context";
import { useFormat } from "../lib/format";
import { toDate } from "../lib/time";

/** A day and minute, in a zone that is named: the account's if none is given. */
export function Instant({ time, zone }: { time: Timestamp; zone?: string }) {
  const accountZone = useAccountZone();
  const format = useFormat();
  const date = toDate(time);
  return <time dateTime={date.toISOString()}>{format.instant(date, zone ?? accountZone)}</time>;
}
