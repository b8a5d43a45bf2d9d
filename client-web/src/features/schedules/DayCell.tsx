import { Trans, useLingui } from "@lingui/react/macro";
import { Tooltip } from "@mantine/core";
import css from "./schedules.module.css";
import { type DayPlan, shareOf, shiftOf } from "./week";

interface Props {
  plan: DayPlan | undefined;
  /** Hours and minutes in the planning unit's zone. */
  formatTime: (ms: number) => string;
  activity: (id: string) => string;
  color: (activityId: string) => string;
}

/** One day of one employee: the times of the shift, and its segments as small bars. */
export function DayCell({ plan, formatTime, activity, color }: Props) {
  const { t } = useLingui();
  if (plan === undefined) {
    return (
      <span className={css.off} title={t`Nothing was imported for this day`}>
        –
      </span>
    );
  }
  const shift = shiftOf(plan);
  if (shift === undefined) {
    return (
      <span className={css.off}>
        <Trans>Day off</Trans>
      </span>
    );
  }
  const words = plan.segments.map(
    ({ start, end, activityId }) => `${formatTime(start)} – ${formatTime(end)} ${activity(activityId)}`,
  );
  return (
    <Tooltip
      label={words.map((line) => <div key={line}>{line}</div>)}
      events={{ hover: true, focus: true, touch: true }}
    >
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: the segments have to be within reach of the keyboard */}
      <div role="img" aria-label={words.join(", ")} tabIndex={0}>
        <span className={css.time}>
          {formatTime(shift.start)} – {formatTime(shift.end)}
        </span>
        <div className={css.bars}>
          {plan.segments.map((segment) => {
            const { left, width } = shareOf(segment, shift);
            const style = { left: `${left}%`, width: `${width}%`, background: color(segment.activityId) };
            return <span key={segment.start} className={css.bar} style={style} />;
          })}
        </div>
      </div>
    </Tooltip>
  );
}
