import { Plural, Trans } from "@lingui/react/macro";
import { Stack, Text } from "@mantine/core";
import type { Integration } from "../../gen/kadans/v1/integration_pb";
import { TextLink } from "../../ui/links";

/** What an integration brought in the last minutes, and what of it could not be read. */
export function Lately({ integration: { id, healthSummary } }: { integration: Integration }) {
  const recent = healthSummary?.recent;
  const accepted = Number(recent?.acceptedCount ?? 0);
  const aside = Number(recent?.quarantinedCount ?? 0);
  if (accepted + aside === 0) return <Text c="dimmed">–</Text>;
  return (
    <Stack gap={0}>
      <Text size="sm">
        <Plural value={accepted} one="# state" other="# states" />
      </Text>
      {aside > 0 && (
        <>
          <Text size="sm">
            <Plural value={aside} one="# set aside on arrival" other="# set aside on arrival" />
          </Text>
          {/* What lies there now may be more, or less: older ones, without those that were replayed. */}
          <TextLink to="/integrations/$id/quarantine" params={{ id }} size="sm" underline="always">
            <Trans>Set aside now</Trans>
          </TextLink>
        </>
      )}
    </Stack>
  );
}
