import { Trans, useLingui } from "@lingui/react/macro";
import { EmptyState } from "../../ui/EmptyState";
import { IconCalendar } from "../../ui/icons";

/** A day on which nothing is scheduled, nor known of what the person did. */
export function BlankDay() {
  const { t } = useLingui();
  return (
    <EmptyState icon={<IconCalendar size={26} />} title={t`Nothing is known of this day`}>
      <Trans>
        Nothing is scheduled, and there is no data of what this person did. Old data is deleted after a while.
      </Trans>
    </EmptyState>
  );
}
