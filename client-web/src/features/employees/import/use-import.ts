import { createClient } from "@connectrpc/connect";
import { useTransport } from "@connectrpc/connect-query";
import { t } from "@lingui/core/macro";
import { useState } from "react";
import { type ImportEmployeesResponse, MappingService } from "../../../gen/kadans/v1/mapping_service_pb";
import { useRefresh } from "../../../rpc/use-refresh";

/** The server takes files of at most this size. */
const MAX_BYTES = 2 * 1024 * 1024;

/** How far an import has come. */
export type ImportState =
  | { step: "choosing"; complaint?: string }
  | { step: "checking"; name: string }
  | { step: "checked"; name: string; csv: Uint8Array<ArrayBuffer>; preview: ImportEmployeesResponse }
  | { step: "importing"; name: string; preview: ImportEmployeesResponse }
  | { step: "failed"; name: string; csv: Uint8Array<ArrayBuffer> | undefined; error: unknown };

/** Takes a file through its check to the import. */
export function useImport(onDone: (result: ImportEmployeesResponse) => void) {
  const client = createClient(MappingService, useTransport());
  const refresh = useRefresh(MappingService);
  const [state, setState] = useState<ImportState>({ step: "choosing" });

  const check = async (name: string, read: () => Promise<Uint8Array<ArrayBuffer>>) => {
    setState({ step: "checking", name });
    let csv: Uint8Array<ArrayBuffer> | undefined;
    try {
      csv = await read();
      const preview = await client.importEmployees({ csv, validateOnly: true });
      setState({ step: "checked", name, csv, preview });
    } catch (error) {
      setState({ step: "failed", name, csv, error });
    }
  };

  const choose = (file: File) => {
    if (file.size > MAX_BYTES) {
      setState({ step: "choosing", complaint: t`${file.name} is larger than 2 MiB. Split it into several files.` });
      return;
    }
    check(file.name, async () => new Uint8Array(await file.arrayBuffer()));
  };

  const run = async () => {
    if (state.step !== "checked") return;
    const { name, csv, preview } = state;
    setState({ step: "importing", name, preview });
    try {
      const result = await client.importEmployees({ csv });
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
    check(name, async () => csv);
  };

  return { state, choose, run, retry, restart: () => setState({ step: "choosing" }) };
}
