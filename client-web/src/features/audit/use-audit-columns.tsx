import { useLingui } from "@lingui/react/macro";
import { Text } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import type { AuditEvent } from "../../gen/kadans/v1/audit_event_pb";
import { useFormat } from "../../lib/format";
import { toDate } from "../../lib/time";
import type { Column } from "../../ui/table/PagedTable";
import { Changes } from "./Changes";
import classes from "./columns.module.css";
import { RequestId } from "./RequestId";
import { useActionText } from "./use-action-text";

/** The columns of the audit log, with times in `zone`. */
export function useAuditColumns(zone: string): Column<AuditEvent>[] {
  const { t } = useLingui();
  const format = useFormat();
  const actionText = useActionText();
  return [
    {
      key: "time",
      title: t`Time (${zone})`,
      width: "190px",
      cell: ({ createTime }) => {
        if (!createTime) return null;
        const date = toDate(createTime);
        return (
          <time dateTime={date.toISOString()} title={format.relative(date, Date.now())}>
            {format.moment(date, zone)}
          </time>
        );
      },
    },
    {
      key: "who",
      title: t`Who`,
      width: "170px",
      cell: ({ actorId, actorName }) => (actorId ? actorName : <Quiet>{t`Command line`}</Quiet>),
    },
    {
      key: "what",
      title: t`What was done`,
      cell: (event) => (
        <>
          <Text size="sm" fw={550}>
            {actionText(event.action)}
          </Text>
          <Subject event={event} />
        </>
      ),
    },
    { key: "changes", title: t`Changes`, cell: ({ changes }) => <Changes changes={changes} zone={zone} /> },
    {
      key: "origin",
      title: t`From`,
      width: "150px",
      cell: ({ address, requestId }) => (
        <>
          <Text size="xs">{address || "–"}</Text>
          {requestId && <RequestId id={requestId} />}
        </>
      ),
    },
  ];
}

function Subject({ event: { subjectId, subjectName } }: { event: AuditEvent }) {
  const { t } = useLingui();
  if (!subjectId) return subjectName && <Quiet>{subjectName}</Quiet>;
  const name = subjectName || subjectId;
  return (
    <Link
      to="/audit"
      search={(before) => ({ ...before, subject: subjectId })}
      className={classes.subject}
      title={t`All that was done to ${name}`}
    >
      {name}
    </Link>
  );
}

function Quiet({ children }: { children: string }) {
  return (
    <Text span size="sm" c="dimmed">
      {children}
    </Text>
  );
}
