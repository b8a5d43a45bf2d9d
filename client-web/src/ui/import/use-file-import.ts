import { t } from "@lingui/core/macro";
import { useState } from "react";
import type { RowError } from "../../gen/kadans/v1/row_error_pb";

type Bytes = Uint8Array<ArrayBuffer>;

/** How far an import has come; an answer says what is wrong with the file, or what the import changes. */
export type ImportState<Answer> =
  | { step: "choosing"; complaint?: string }
  | { step: "checking"; name: string }
  | { step: "checked"; name: string; csv: Bytes; preview: Answer }
  | { step: "importing"; name: string; preview: Answer }
  | { step: "failed"; name: string; csv: Bytes | undefined; error: unknown };

interface Options<Answer> {
  /** The server takes files of at most this size. */
  maxMebibytes: number;
  /** Asks the server to import a file, or only to check it. */
  send: (csv: Bytes, validateOnly: boolean) => Promise<Answer>;
  onDone: (answer: Answer) => unknown;
}

const MEBIBYTE = 1024 * 1024;

/** Takes a file through its check to the import. */
export function useFileImport<Answer extends { rowErrors: RowError[] }>(options: Options<Answer>) {
  const { maxMebibytes, send, onDone } = options;
  const [state, setState] = useState<ImportState<Answer>>({ step: "choosing" });

  const check = async (name: string, read: () => Promise<Bytes>) => {
    setState({ step: "checking", name });
    let csv: Bytes | undefined;
    try {
      csv = await read();
      const preview = await send(csv, true);
      setState({ step: "checked", name, csv, preview });
    } catch (error) {
      setState({ step: "failed", name, csv, error });
    }
  };

  const choose = (file: File) => {
    const { name, size } = file;
    if (size > maxMebibytes * MEBIBYTE) {
      const complaint = t`${name} is larger than ${maxMebibytes} MiB. Split it into several files.`;
      setState({ step: "choosing", complaint });
      return;
    }
    void check(name, async () => new Uint8Array(await file.arrayBuffer()));
  };

  const run = async () => {
    if (state.step !== "checked") return;
    const { name, csv, preview } = state;
    setState({ step: "importing", name, preview });
    try {
      const answer = await send(csv, false);
      // Something was changed since the check.
      if (answer.rowErrors.length > 0) setState({ step: "checked", name, csv, preview: answer });
      else await onDone(answer);
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
