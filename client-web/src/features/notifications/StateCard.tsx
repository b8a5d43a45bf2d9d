import { Trans, useLingui } from "@lingui/react/macro";
import { Code, Text } from "@mantine/core";
import type { AgentState } from "../../gen/kadans/v1/agent_state_pb";
import type { CapturedState, FoundField } from "../../gen/kadans/v1/captured_notification_pb";
import { NotificationField } from "../../gen/kadans/v1/notification_format_pb";
import { useFormat } from "../../lib/format";
import { toDate } from "../../lib/time";
import { Instant } from "../../ui/Instant";
import { IconInfo } from "../../ui/icons";
import { Tag } from "../../ui/Tag";
import classes from "./notifications.module.css";
import { FIELDS, type Field, useFieldNames } from "./use-field-names";
import { useFlagText } from "./use-flag-text";

/** One state of a notification: its fields, where each was found, and what was remarkable about that. */
export function StateCard({
  state: { state, effectiveTime, foundFields },
  zone,
}: {
  state: CapturedState;
  zone: string;
}) {
  const { t } = useLingui();
  const names = useFieldNames();
  const flagText = useFlagText();
  const valueIn = useValues(zone);
  if (!state) return null;
  const found = new Map(foundFields.map((one) => [one.field, one]));
  return (
    <div className={classes.state}>
      <table className={classes.found}>
        <thead>
          <tr>
            <th scope="col">{t`Field`}</th>
            <th scope="col">{t`Value`}</th>
            {foundFields.length > 0 && <th scope="col">{t`Found at`}</th>}
          </tr>
        </thead>
        <tbody>
          {FIELDS.map((field) => (
            <tr key={field}>
              <th scope="row">{names[field]}</th>
              <td>{valueIn(state, field) || "–"}</td>
              {foundFields.length > 0 && <td>{<Place found={found.get(field)} />}</td>}
            </tr>
          ))}
        </tbody>
      </table>
      {effectiveTime && (
        <Text size="sm" mt={4}>
          <Trans>
            Counts from <Instant time={effectiveTime} zone={zone} />
          </Trans>
        </Text>
      )}
      {state.flags.length > 0 && (
        <ul className={classes.plain}>
          {state.flags.map((flag) => (
            <li key={flag}>
              <Tag tone="wrong-activity" icon={<IconInfo size={13} />}>
                {flag}
              </Tag>{" "}
              {flagText(flag)}
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}

function useValues(zone: string) {
  const format = useFormat();
  return (state: AgentState, field: Field): string => {
    switch (field) {
      case NotificationField.AGENT:
        return state.agent;
      case NotificationField.STATUS:
        return state.status;
      case NotificationField.DETAIL:
        return state.detail;
      case NotificationField.TIME:
        return state.sentTime ? format.moment(toDate(state.sentTime), zone) : "";
      case NotificationField.EVENT_ID:
        return state.eventId;
    }
  };
}

/** Where a field was found, and by which name of the format. */
function Place({ found }: { found: FoundField | undefined }) {
  const { t } = useLingui();
  if (!found) return "–";
  const { name, path, source } = found;
  return (
    <>
      <Code>{path || name}</Code> {source === "query" ? t`in the query` : t`in the body`}
      {path !== "" && name !== path && (
        <Text size="xs" c="dimmed">
          {t`by the name ${name}`}
        </Text>
      )}
    </>
  );
}
