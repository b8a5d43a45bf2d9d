import { useLingui } from "@lingui/react/macro";
import { formatLocale } from "../../lib/i18n";
import { TextLink } from "../../ui/links";
import { useZoneFormat } from "../person/use-day-words";
import { DayCell } from "./DayCell";
import css from "./schedules.module.css";
import { daysOf, type WeekRow } from "./week";

interface Props {
  monday: string;
  /** Local day of the planning unit. */
  today: string;
  zone: string;
  rows: readonly WeekRow[];
  activity: (id: string) => string;
  color: (activityId: string) => string;
}

/** People by days. */
export function WeekTable({ monday, today, zone, rows, activity, color }: Props) {
  const { t, i18n } = useLingui();
  const { minute } = useZoneFormat(zone);
  const locale = formatLocale(i18n.locale);
  const heading = new Intl.DateTimeFormat(locale, {
    weekday: "short",
    day: "numeric",
    month: "short",
    timeZone: "UTC",
  });
  const days = daysOf(monday);
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be within reach of the keyboard
    <section className={css.scroller} aria-label={t`Schedules of the week`} tabIndex={0}>
      <table className={css.week}>
        <thead>
          <tr>
            <th scope="col">{t`Employee`}</th>
            {days.map((day) => (
              <th
                key={day}
                scope="col"
                className={day === today ? css.today : undefined}
                aria-current={day === today ? "date" : undefined}
              >
                {heading.format(new Date(`${day}T00:00:00Z`))}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ employeeId, name, days: plans }) => (
            <tr key={employeeId}>
              <th scope="row">
                <TextLink to="/people/$employeeId" params={{ employeeId }} size="sm" c="inherit">
                  {name}
                </TextLink>
              </th>
              {plans.map((plan, index) => (
                <td key={days[index]}>
                  <DayCell plan={plan} formatTime={minute} activity={activity} color={color} />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
