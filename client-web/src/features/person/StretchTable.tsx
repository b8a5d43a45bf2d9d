import { useLingui } from "@lingui/react/macro";
import { Anchor, Table } from "@mantine/core";
import { formatDuration } from "../board/grid/format";
import { type PersonDay, type Stretch, shownLength } from "./day";
import css from "./person.module.css";
import { ToneWord } from "./ToneWord";
import { useZoneFormat } from "./use-day-words";

interface Props {
  day: PersonDay;
  activity: (id: string) => string;
  /** Shows a stretch in the drawing. */
  onShow: (stretch: Stretch) => void;
}

/** The whole day in words: what the drawing shows, for everybody who can't see or point at it. */
export function StretchTable({ day, activity, onShow }: Props) {
  const { t } = useLingui();
  const format = useZoneFormat(day.zone);
  // What begins and ends in the same second would say that nothing happened.
  const lasting = day.stretches.filter((stretch) => shownLength(stretch) > 0);
  const stretches = lasting.length > 0 ? lasting : day.stretches;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be within reach of the keyboard
    <section className={css.stretches} aria-label={t`The day in words`} tabIndex={0}>
      <Table>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{t`Time`}</Table.Th>
            <Table.Th>{t`Duration`}</Table.Th>
            <Table.Th>{t`Status`}</Table.Th>
            <Table.Th>{t`Scheduled activity`}</Table.Th>
            <Table.Th>{t`Actual activity`}</Table.Th>
            <Table.Th>{t`External status`}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {stretches.map((stretch) => (
            <Table.Tr key={stretch.start}>
              <Table.Td>
                <Anchor component="button" type="button" size="sm" onClick={() => onShow(stretch)}>
                  {format.second(stretch.start)} – {format.second(stretch.end)}
                </Anchor>
              </Table.Td>
              <Table.Td>{formatDuration(shownLength(stretch))}</Table.Td>
              <Table.Td>
                {stretch.tone === "hidden" && stretch.actualId === "" ? (
                  t`Not scheduled, activity unknown`
                ) : (
                  <ToneWord tone={stretch.tone} />
                )}
                {stretch.severe && <span className={css.severe}> · {t`Severe`}</span>}
              </Table.Td>
              <Table.Td>{stretch.scheduledId === "" ? "–" : activity(stretch.scheduledId)}</Table.Td>
              <Table.Td>{activity(stretch.actualId)}</Table.Td>
              <Table.Td>
                {stretch.external || "–"}
                {stretch.unmapped && ` · ${t`Unmapped`}`}
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </section>
  );
}
