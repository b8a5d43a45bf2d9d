import type { AuditChange, AuditEvent } from "../../gen/kadans/v1/audit_event_pb";
import { toDate } from "../../lib/time";

interface Words {
  /** Headings of the columns: time, who, action, what was done, subject, changes, address, request id. */
  headings: readonly string[];
  action: (action: string) => string;
  field: (field: string) => string;
  value: (field: string, value: string) => string;
  /** Who it was if nobody was signed in. */
  commandLine: string;
}

/** The events as rows of a table, with times in UTC, so that they sort and can be read by programs. */
export function auditRows(events: readonly AuditEvent[], words: Words): string[][] {
  const rows = events.map((event) => [
    event.createTime ? toDate(event.createTime).toISOString() : "",
    event.actorId ? event.actorName : words.commandLine,
    event.action,
    words.action(event.action),
    event.subjectName || event.subjectId,
    event.changes.map((change) => changeText(change, words)).join("\n"),
    event.address,
    event.requestId,
  ]);
  return [[...words.headings], ...rows];
}

function changeText({ field, before, after }: AuditChange, words: Words): string {
  return `${words.field(field)}: ${words.value(field, before)} → ${words.value(field, after)}`;
}
