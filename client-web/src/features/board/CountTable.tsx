import { Trans, useLingui } from "@lingui/react/macro";
import type { ReactNode } from "react";
import css from "./board.module.css";

/** People who should be and people who are. */
export interface CountRow {
  key: string;
  /** What is counted. */
  head: ReactNode;
  scheduled: number;
  actual: number;
}

interface Props {
  label: string;
  head: ReactNode;
  rows: readonly CountRow[];
  /** Takes the larger part of a line in a narrow window. */
  wide?: boolean;
}

/** Scheduled now, actual now, and the difference, in numbers of people. */
export function CountTable({ label, head, rows, wide }: Props) {
  const { t, i18n } = useLingui();
  const signed = (value: number) => i18n.number(value, { signDisplay: "exceptZero" });
  return (
    <section className={`${css.card} ${css.counts}`} data-wide={wide || undefined} aria-label={label}>
      <h2 className={css.cardTitle}>{label}</h2>
      <table className={css.activities}>
        <thead>
          <tr>
            <th scope="col">{head}</th>
            <th scope="col" aria-label={t`Scheduled`} title={t`Scheduled`}>
              <Trans>Plan</Trans>
            </th>
            <th scope="col" aria-label={t`Actual`} title={t`Actual`}>
              <Trans>Now</Trans>
            </th>
            <th scope="col" aria-label={t`Difference`} title={t`Difference`}>
              ±
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.map(({ key, head, scheduled, actual }) => (
            <tr key={key}>
              <th scope="row">{head}</th>
              <td>{i18n.number(scheduled)}</td>
              <td>{i18n.number(actual)}</td>
              <td>{signed(actual - scheduled)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
