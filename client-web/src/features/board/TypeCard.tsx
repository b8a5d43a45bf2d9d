import { Trans, useLingui } from "@lingui/react/macro";
import type { Activity } from "../../gen/kadans/v1/activity_pb";
import { useActivityTypeName } from "../../lib/activities";
import type { ActivityCount } from "../../live/view/overview";
import css from "./board.module.css";
import { CountTable } from "./CountTable";
import { countTypes } from "./type-counts";

interface Props {
  counts: readonly ActivityCount[];
  activities: ReadonlyMap<string, Activity>;
}

/** Whether as many people are present, on a break and in meetings as should be. */
export function TypeCard({ counts, activities }: Props) {
  const { t } = useLingui();
  const typeName = useActivityTypeName();
  const rows = countTypes(counts, activities).map(({ type, scheduled, actual }) => ({
    key: String(type),
    head: <span className={css.typeName}>{typeName(type)}</span>,
    scheduled,
    actual,
  }));
  return <CountTable label={t`Breaks and presence`} head={<Trans>Activity type</Trans>} rows={rows} />;
}
