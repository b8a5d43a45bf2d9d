import { Trans } from "@lingui/react/macro";
import { Anchor, Text } from "@mantine/core";
import { useFormat } from "../../lib/format";
import classes from "./import.module.css";

interface Props {
  maxRows: number;
  /** How the rows are understood. */
  rules: readonly string[];
  /** Saves a file with the columns and an example. */
  onTemplate: () => void;
}

/** What a CSV file has to look like. */
export function FileRules({ maxRows, rules, onTemplate }: Props) {
  const rows = useFormat().count(maxRows);
  return (
    <Text size="sm" component="div">
      <Trans>
        A CSV file with a header line, at most {rows} rows. Nothing is changed before you have seen what would be.
      </Trans>
      <ul className={classes.rules}>
        {rules.map((rule) => (
          <li key={rule}>{rule}</li>
        ))}
      </ul>
      <Anchor component="button" type="button" size="sm" onClick={onTemplate}>
        <Trans>Download template</Trans>
      </Anchor>
    </Text>
  );
}
