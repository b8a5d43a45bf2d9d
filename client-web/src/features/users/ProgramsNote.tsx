import { Trans } from "@lingui/react/macro";
import { Code, Text } from "@mantine/core";

/** How programs get their tokens. */
export function ProgramsNote() {
  return (
    <Text size="sm" c="dimmed">
      <Trans>
        Programs don’t sign in: they have a token, which is minted at the command line of the server with{" "}
        <Code>kadans token mint</Code>. Revoking a program makes its token void.
      </Trans>
    </Text>
  );
}
