import { useLingui } from "@lingui/react/macro";
import { Progress, Text } from "@mantine/core";
import type { ListQuarantineResponse } from "../../gen/kadans/v1/integration_service_pb";
import { useFormat } from "../../lib/format";

/** How long and how much of what can't be read is kept. */
export function Kept({ quarantine: { byteCount, maxByteCount, retention } }: { quarantine: ListQuarantineResponse }) {
  const { t } = useLingui();
  const format = useFormat();
  const used = format.bytes(Number(byteCount));
  const most = format.bytes(Number(maxByteCount));
  const days = format.span(Number(retention?.seconds ?? 0n));
  return (
    <div>
      {maxByteCount > 0n && (
        <>
          <Progress
            value={Math.min(100, (100 * Number(byteCount)) / Number(maxByteCount))}
            size="sm"
            color="petrol"
            mt="sm"
            mb={4}
            aria-label={t`Space used`}
          />
          <Text size="sm">{t`${used} of ${most} used. Beyond that the oldest are deleted.`}</Text>
        </>
      )}
      {retention && <Text size="sm">{t`What can’t be read is kept for ${days}.`}</Text>}
    </div>
  );
}
