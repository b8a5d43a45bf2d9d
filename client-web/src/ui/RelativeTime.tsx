import type { Timestamp } from "@bufbuild/protobuf/wkt";
import { useLingui } from "@lingui/react/macro";
import { Tooltip } from "@mantine/core";
import { useAccountZone } from "../features/session/session-context";
import { useFormat } from "../lib/format";
import { toDate } from "../lib/time";
import { useNow } from "../lib/use-now";

interface Props {
  time: Timestamp;
  zone?: string;
  /** Whether the time is only known to the minute. */
  toMinute?: boolean;
}

/** How long ago something was; the exact instant with its zone on hover and focus. */
export function RelativeTime({ time, zone, toMinute = false }: Props) {
  const { t } = useLingui();
  const accountZone = useAccountZone();
  const now = useNow(5_000);
  const format = useFormat();
  const date = toDate(time);
  const until = Math.max(now, date.getTime() > now + 60_000 ? now : date.getTime());
  const isWithinMinute = toMinute && Math.abs(until - date.getTime()) < 60_000;
  return (
    <Tooltip label={format.exactInstant(date, zone ?? accountZone)} events={{ hover: true, focus: true, touch: true }}>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: the exact time has to be within reach of the keyboard */}
      <time dateTime={date.toISOString()} tabIndex={0}>
        {isWithinMinute ? t`less than a minute ago` : format.relative(date, until)}
      </time>
    </Tooltip>
  );
}
