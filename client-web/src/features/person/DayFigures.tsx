import { useLingui } from "@lingui/react/macro";
import { Tooltip } from "@mantine/core";
import type { AdherenceFigures } from "../../gen/kadans/v1/adherence_pb";
import { IconInfo } from "../../ui/icons";
import css from "./person.module.css";
import { useSpanFormat } from "./use-day-words";

/** One figure: its name, its value, and how it comes about. */
interface Figure {
  name: string;
  value: string;
  formula: string;
  main?: boolean;
}

/** The figures of a day, each with its formula in words. */
export function DayFigures({ figures }: { figures: AdherenceFigures }) {
  const { t } = useLingui();
  return (
    <dl className={css.figures} aria-label={t`Figures`}>
      {useFigures(figures).map(({ name, value, formula, main }) => (
        <div key={name} className={css.figure} data-main={main || undefined}>
          <dt>
            {name}
            <Tooltip label={formula} multiline w={280} events={{ hover: true, focus: true, touch: true }}>
              <button type="button" className={css.formula} aria-label={t`How ${name} comes about: ${formula}`}>
                <IconInfo size={14} />
              </button>
            </Tooltip>
          </dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}

function useFigures(figures: AdherenceFigures): Figure[] {
  const { t, i18n } = useLingui();
  const percent = (value: number | undefined) =>
    value === undefined ? "–" : i18n.number(value / 100, { style: "percent", maximumFractionDigits: 1 });
  const time = useSpanFormat();
  return [
    {
      name: t`Adherence`,
      value: percent(figures.adherencePercent),
      formula: t`Scheduled time that was not out of adherence, divided by scheduled time. Buffer times count as in adherence.`,
      main: true,
    },
    {
      name: t`Conformance`,
      value: percent(figures.conformancePercent),
      formula: t`Time worked, at whatever hour, divided by scheduled time. It can exceed 100 %.`,
      main: true,
    },
    {
      name: t`Data coverage`,
      value: percent(figures.coverage === undefined ? undefined : figures.coverage * 100),
      formula: t`The part of the scheduled time of which it is known what the person did.`,
      main: true,
    },
    {
      name: t`Scheduled`,
      value: time(figures.scheduledSeconds),
      formula: t`Scheduled presence, meetings and breaks so far, without what is excused or unknown.`,
    },
    {
      name: t`Out of adherence`,
      value: time(figures.outSeconds),
      formula: t`Not present or in the wrong activity for longer than the buffer time. Work that was not scheduled does not count.`,
    },
    {
      name: t`Not scheduled`,
      value: time(figures.notScheduledSeconds),
      formula: t`Work outside the schedule beyond the buffer time. It never lowers adherence.`,
    },
    {
      name: t`Unknown`,
      value: time(figures.unknownSeconds),
      formula: t`Scheduled time of which nobody knows what the person did. It is left out of all percentages.`,
    },
    {
      name: t`Excused`,
      value: time(figures.excusedSeconds),
      formula: t`Scheduled time that a planner excused. It is left out of all percentages.`,
    },
  ];
}
