import type { MessageInitShape } from "@bufbuild/protobuf";
import { createClient } from "@connectrpc/connect";
import { useTransport } from "@connectrpc/connect-query";
import { useLingui } from "@lingui/react/macro";
import { useState } from "react";
import type { AuditEvent } from "../../gen/kadans/v1/audit_event_pb";
import { type ListAuditEventsRequestSchema, SessionService } from "../../gen/kadans/v1/session_service_pb";
import { csvOf, saveCsv } from "../../lib/csv";
import { localDay } from "../../lib/zoned";
import { notifyProblem } from "../../ui/notify";
import { auditRows } from "./audit-csv";
import { useActionText } from "./use-action-text";
import { useFieldText } from "./use-field-text";
import { useSelectionText } from "./use-selection-text";
import { useValueWord } from "./use-value-text";

const PAGE_SIZE = 1000;

/** Saves all events that fit the filters as CSV, those that were not scrolled to as well. */
export function useAuditDownload(request: MessageInitShape<typeof ListAuditEventsRequestSchema>, zone: string) {
  const { t } = useLingui();
  const transport = useTransport();
  const action = useActionText();
  const field = useFieldText();
  const word = useValueWord();
  const selection = useSelectionText();
  const [busy, setBusy] = useState(false);

  const collect = async () => {
    const client = createClient(SessionService, transport);
    const events: AuditEvent[] = [];
    let pageToken = "";
    do {
      const page = await client.listAuditEvents({ ...request, pageSize: PAGE_SIZE, pageToken });
      events.push(...page.auditEvents);
      pageToken = page.nextPageToken;
    } while (pageToken);
    return events;
  };

  const download = async () => {
    setBusy(true);
    try {
      const headings = [
        t`Time (UTC)`,
        t`Who`,
        t`Action`,
        t`What was done`,
        t`Subject`,
        t`Changes`,
        t`Address`,
        t`Request`,
      ];
      const value = (field: string, value: string) =>
        field === "selection" ? selection(value, (time) => time) : word(field, value);
      const words = { headings, action, field, value, commandLine: t`Command line` };
      saveCsv(`kadans-audit-${localDay(Date.now(), zone)}.csv`, csvOf(auditRows(await collect(), words)));
    } catch (error) {
      notifyProblem(t`The audit log could not be downloaded`, error, download);
    } finally {
      setBusy(false);
    }
  };
  return { download, busy };
}
