import { Trans } from "@lingui/react/macro";
import { VisuallyHidden } from "@mantine/core";
import { TableSkeleton } from "../../ui/PageSkeleton";
import css from "./board.module.css";

/** The shape of the list until the first picture is here. */
export function BoardSkeleton() {
  return (
    <div className={css.skeleton}>
      <VisuallyHidden role="status">
        <Trans>Loading…</Trans>
      </VisuallyHidden>
      <TableSkeleton rows={12} />
    </div>
  );
}
