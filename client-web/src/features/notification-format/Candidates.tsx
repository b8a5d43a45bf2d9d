import { Trans, useLingui } from "@lingui/react/macro";
import { Button, Code, Text } from "@mantine/core";
import type { FieldCandidate } from "../../gen/kadans/v1/notification_format_pb";
import { useFormat } from "../../lib/format";
import { IconCheck } from "../../ui/icons";
import { Tag } from "../../ui/Tag";
import classes from "./format.module.css";

interface Props {
  /** Name of the field. */
  field: string;
  candidates: FieldCandidate[];
  /** From how many notifications they come. */
  total: number;
  /** The names the field has now. */
  names: string[];
  /** Makes a place the first name of the field. */
  onUse: (path: string) => void;
}

/** Places in what was captured that may hold a field, the likeliest first. */
export function Candidates({ field, candidates, total, names, onUse }: Props) {
  const { t } = useLingui();
  const format = useFormat();
  const all = format.count(total);
  const first = names[0]?.toLowerCase();
  return (
    <ul className={classes.candidates} aria-label={t`Places that may hold ${field}`}>
      {candidates.map(({ path, sampleValues, notificationCount, proposed }) => {
        const count = format.count(notificationCount);
        return (
          <li key={path} className={classes.candidate}>
            <div className={classes.place}>
              <Code>{path}</Code>{" "}
              <Text span size="xs" c="dimmed">
                {t`in ${count} of ${all}`}
              </Text>
              <Text size="xs" className={classes.samples}>
                {sampleValues.join(" · ")}
              </Text>
            </div>
            {path.toLowerCase() === first ? (
              <Tag tone="in" icon={<IconCheck size={13} />}>
                {t`Tried first`}
              </Tag>
            ) : (
              <Button
                size="compact-sm"
                variant={proposed ? "light" : "default"}
                onClick={() => onUse(path)}
                aria-label={t`Use ${path} for ${field}`}
              >
                <Trans>Use</Trans>
              </Button>
            )}
          </li>
        );
      })}
    </ul>
  );
}
