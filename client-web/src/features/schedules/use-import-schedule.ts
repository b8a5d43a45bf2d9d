import { createClient } from "@connectrpc/connect";
import { useTransport } from "@connectrpc/connect-query";
import { t } from "@lingui/core/macro";
import { useState } from "react";
import { AdherenceService, type ImportScheduleResponse } from "../../gen/kadans/v1/adherence_service_pb";
import { useRefresh } from "../../rpc/use-refresh";

/** The server takes files of at most this size. */
const MAX_BYTES = 3 * 1024 * 1024;

type Bytes = Uint8Array<ArrayBuffer>;

/** How far an import has come. */
export type ImportState =
  | { step: "choosing"; complaint?: string }
  | { step: "checking"; name: string }
  | { step: "checked"; name: string; csv: Bytes; preview: ImportScheduleResponse }
  | { step: "importing"; name: string; preview: ImportScheduleResponse }
  | { step: "failed"; name: string; csv: Bytes | undefined; error: unknown };

/** Takes a file with schedules through its check to the import. */
export function useImportSchedule(onDone: (result: ImportScheduleResponse) => void) {
  const client = createClient(AdherenceService, useTransport());
  const refresh = useRefresh(AdherenceService);
  const [state, setState] = useState<ImportState>({ step: "choosing" });

  const check = async (name: string, read: () => Promise<Bytes>) => {
    setState({ step: "checking", name });
    let csv: Bytes | undefined;
    try {
      csv = await read();
      const preview = await client.importSchedule({ csv, validateOnly: true });
      setState({ step: "checked", name, csv, preview });
    } catch (error) {
      setState({ step: "failed", name, csv, error });
    }
  };

  const choose = (file: File) => {
    const { name, size } = file;
    if (size > MAX_BYTES) {
      setState({ step: "choosing", complaint: t`${name} is larger than 3 MiB. Split it into several files.` });
      return;
    }
    void check(name, async () => new Uint8Array(await file.arrayBuffer()));
  };

  const run = async () => {
    if (state.step !== "checked") return;
    const { name, csv, preview } = state;
    setState({ step: "importing", name, preview });
    try {
      const result = await client.importSchedule({ csv });
      if (result.rowErrors.length > 0) {
        // Something was changed since the check.
        setState({ step: "checked", name, csv, preview: result });
        return;
      }
      onDone(result);
      await refresh();
    } catch (error) {
      setState({ step: "failed", name, csv, error });
    }
  };

  const retry = () => {
    if (state.step !== "failed" || !state.csv) return;
    const { name, csv } = state;
    void check(name, async () => csv);
  };

  return { state, choose, run, retry, restart: () => setState({ step: "choosing" }) };
}
