import { useLingui } from "@lingui/react/macro";
import { Table } from "@mantine/core";
import { useFormat } from "../../../lib/format";
import classes from "./health.module.css";
import { type Counts, type Day, KINDS } from "./steps";
import { useKindNames } from "./words";

/** What arrived in the last 24 hours in figures, the newest five minutes first. */
export function HealthTable({ day, zone }: { day: Day; zone: string }) {
  const { t } = useLingui();
  const format = useFormat();
  const names = useKindNames();
  const withSkew = day.total.skewMs !== undefined;
  const cells = (counts: Counts) => (
    <>
      {KINDS.map((kind) => (
        <Table.Td key={kind}>{format.count(counts[kind])}</Table.Td>
      ))}
      {withSkew && <Table.Td>{counts.skewMs === undefined ? "–" : format.offset(counts.skewMs)}</Table.Td>}
    </>
  );
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be within reach of the keyboard
    <section className={classes.scroller} aria-label={t`Notifications by five minutes`} tabIndex={0}>
      <Table fz="xs" stickyHeader>
        <Table.Thead>
          <Table.Tr>
            <Table.Th scope="col">{t`From (${zone})`}</Table.Th>
            {KINDS.map((kind) => (
              <Table.Th key={kind} scope="col">
                {names[kind]}
              </Table.Th>
            ))}
            {withSkew && <Table.Th scope="col">{t`Clock skew`}</Table.Th>}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          <Table.Tr fw={600}>
            <Table.Th scope="row">{t`24 hours`}</Table.Th>
            {cells(day.total)}
          </Table.Tr>
          {[...day.steps].reverse().map((step) => (
            <Table.Tr key={step.start}>
              <Table.Th scope="row">{format.moment(new Date(step.start), zone)}</Table.Th>
              {cells(step)}
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </section>
  );
}
