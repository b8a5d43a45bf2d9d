import { Trans } from "@lingui/react/macro";
import { Skeleton, Stack, VisuallyHidden } from "@mantine/core";

/** The shape of a page while it loads. */
export function PageSkeleton() {
  return (
    <Stack gap="md" p="lg" aria-busy="true">
      <VisuallyHidden role="status">
        <Trans>Loading…</Trans>
      </VisuallyHidden>
      <Skeleton height={26} width={220} />
      <Skeleton height={14} width={420} maw="100%" />
      <TableSkeleton />
    </Stack>
  );
}

/** The shape of a table while it loads. */
export function TableSkeleton({ rows = 8 }: { rows?: number }) {
  return (
    <Stack gap={10} aria-busy="true">
      {Array.from({ length: rows }, (_, row) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: rows without content have no other identity
        <Skeleton key={row} height={30} radius="sm" />
      ))}
    </Stack>
  );
}
