import { Trans, useLingui } from "@lingui/react/macro";
import { EmptyState } from "./EmptyState";
import { IconSearch } from "./icons";
import { ButtonLink } from "./links";
import classes from "./states.module.css";

/** An address without a page. */
export function NotFound() {
  const { t } = useLingui();
  return (
    <main className={classes.centred}>
      <EmptyState
        icon={<IconSearch size={28} />}
        level={1}
        title={t`There is no page at this address`}
        action={
          <ButtonLink to="/">
            <Trans>To the start page</Trans>
          </ButtonLink>
        }
      >
        <Trans>The link may be old, or mistyped.</Trans>
      </EmptyState>
    </main>
  );
}
