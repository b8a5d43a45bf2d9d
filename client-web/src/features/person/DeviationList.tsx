import { plural } from "@lingui/core/macro";
import { Trans, useLingui } from "@lingui/react/macro";
import { Anchor, Button, Table, Text } from "@mantine/core";
import { formatDuration } from "../board/grid/format";
import type { PersonDay } from "./day";
import { type Deviation, deviationsOf } from "./deviations";
import css from "./person.module.css";
import { ToneWord } from "./ToneWord";
import { useZoneFormat } from "./use-day-words";

interface Props {
  day: PersonDay;
  activity: (id: string) => string;
  /** Shows a deviation in the drawing. */
  onShow: (deviation: Deviation) => void;
  /** Judges a deviation otherwise; absent for those who may not. */
  onJudge: ((deviation: Deviation) => void) | undefined;
}

/** The day's deviations in words. */
export function DeviationList({ day, activity, onShow, onJudge }: Props) {
  const { t } = useLingui();
  const format = useZoneFormat(day.zone);
  // What begins and ends in the same second would say that nothing happened.
  const deviations = deviationsOf(day.stretches).filter(({ length }) => length > 0);
  if (deviations.length === 0) {
    return (
      <Text size="sm" c="dimmed">
        {day.end <= day.asOf ? <Trans>No deviations.</Trans> : <Trans>No deviations so far.</Trans>}
      </Text>
    );
  }
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be within reach of the keyboard
    <section className={css.stretches} aria-label={t`Deviations`} tabIndex={0}>
      <Table>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{t`Time`}</Table.Th>
            <Table.Th>{t`Duration`}</Table.Th>
            <Table.Th>{t`Status`}</Table.Th>
            <Table.Th>{t`Scheduled activity`}</Table.Th>
            <Table.Th>{t`Actual activity`}</Table.Th>
            {onJudge && <Table.Th aria-label={t`Actions`} />}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {deviations.map((deviation) => {
            const { start, end, tone, severe, count, length, last } = deviation;
            const time = `${format.second(start)} – ${format.second(end)}`;
            return (
              <Table.Tr key={start}>
                <Table.Td>
                  <Anchor component="button" type="button" size="sm" onClick={() => onShow(deviation)}>
                    {time}
                  </Anchor>
                </Table.Td>
                <Table.Td>{formatDuration(length)}</Table.Td>
                <Table.Td>
                  <ToneWord tone={tone} />
                  {severe && <span className={css.severe}> · {t`Severe`}</span>}
                  {count > 1 && (
                    <Text size="xs" c="dimmed">
                      {plural(count, { one: "# short deviation", other: "# short deviations in a row" })}
                    </Text>
                  )}
                </Table.Td>
                <Table.Td>{last.scheduledId === "" ? "–" : activity(last.scheduledId)}</Table.Td>
                <Table.Td>
                  {activity(last.actualId)}
                  {last.external !== "" && (
                    <Text size="xs" c="dimmed">
                      {last.external}
                      {last.unmapped && ` · ${t`Unmapped`}`}
                    </Text>
                  )}
                </Table.Td>
                {onJudge && (
                  <Table.Td>
                    <Button
                      variant="default"
                      size="compact-xs"
                      aria-label={t`Excuse or approve ${time}`}
                      onClick={() => onJudge(deviation)}
                    >
                      <Trans>Excuse…</Trans>
                    </Button>
                  </Table.Td>
                )}
              </Table.Tr>
            );
          })}
        </Table.Tbody>
      </Table>
    </section>
  );
}
