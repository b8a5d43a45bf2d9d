import { Trans, useLingui } from "@lingui/react/macro";
import { Button } from "@mantine/core";
import { EmptyState } from "./EmptyState";
import { IconSearch } from "./icons";

/** Search and filters leave nothing over. */
export function NothingFound({ onReset }: { onReset: () => void }) {
  const { t } = useLingui();
  return (
    <EmptyState
      icon={<IconSearch size={24} />}
      title={t`Nothing found`}
      action={
        <Button variant="default" onClick={onReset}>
          <Trans>Clear search and filters</Trans>
        </Button>
      }
    >
      <Trans>Nothing matches the search and the filters.</Trans>
    </EmptyState>
  );
}
