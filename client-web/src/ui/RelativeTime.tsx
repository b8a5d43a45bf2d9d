import type { Timestamp } from "@bufbuild/protobuf/wkt";
import { Tooltip } from "@mantine/core";
import { useAccountZone } from "../features/session/session-context";
import { useFormat } from "../lib/format";
import { toDate } from "../lib/time";
import { useNow } from "../lib/use-now";

/** How long ago something was; the exact instant with its zone on hover and focus. */
export function RelativeTime({ time, zone }: { time: Timestamp; zone?: string }) {
  const accountZone = useAccountZone();
  const now = useNow(5_000);
  const format = useFormat();
  const date = toDate(time);
  return (
    <Tooltip label={format.exactInstant(date, zone ?? accountZone)} events={{ hover: true, focus: true, touch: true }}>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: the exact time has to be within reach of the keyboard */}
      <time dateTime={date.toISOString()} tabIndex={0}>
        {format.relative(date, Math.max(now, date.getTime() > now + 60_000 ? now : date.getTime()))}
      </time>
    </Tooltip>
  );
}
