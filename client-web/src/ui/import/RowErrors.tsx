import { plural } from "@lingui/core/macro";
import { useLingui } from "@lingui/react/macro";
import { Code, Table } from "@mantine/core";
import type { RowError } from "../../gen/kadans/v1/row_error_pb";
import { Notice } from "../Notice";
import classes from "./import.module.css";
import { rowErrorText } from "./row-error-text";

/** What is wrong with a file, row by row. */
export function RowErrors({ errors }: { errors: RowError[] }) {
  const { t } = useLingui();
  return (
    <>
      <Notice tone="not-present" role="alert" title={t`Nothing can be imported yet`}>
        {plural(errors.length, {
          one: "# thing is wrong. Mend it in the file, then choose the file again.",
          other: "# things are wrong. Mend them in the file, then choose the file again.",
        })}
      </Notice>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be within reach of the keyboard */}
      <section className={classes.scroller} aria-label={t`What is wrong`} tabIndex={0}>
        <Table fz="xs" stickyHeader>
          <Table.Thead>
            <Table.Tr>
              <Table.Th scope="col">{t`Line`}</Table.Th>
              <Table.Th scope="col">{t`Column`}</Table.Th>
              <Table.Th scope="col">{t`Value`}</Table.Th>
              <Table.Th scope="col">{t`What is wrong`}</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {errors.map((error) => {
              const { line, column, value, reason } = error;
              return (
                <Table.Tr key={`${line} ${column} ${reason} ${value}`}>
                  <Table.Td>{line || t`File`}</Table.Td>
                  <Table.Td>{column && <Code>{column}</Code>}</Table.Td>
                  <Table.Td>{value}</Table.Td>
                  <Table.Td>{rowErrorText(error)}</Table.Td>
                </Table.Tr>
              );
            })}
          </Table.Tbody>
        </Table>
      </section>
    </>
  );
}
