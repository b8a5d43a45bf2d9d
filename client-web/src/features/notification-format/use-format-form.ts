import { Code } from "@connectrpc/connect";
import { useForm } from "@mantine/form";
import { useEffect, useRef, useState } from "react";
import type { NotificationFormat } from "../../gen/kadans/v1/notification_format_pb";
import { problemOf } from "../../rpc/problem";
import { violationText } from "../../rpc/problem-text";
import { checkFormat, type FormatErrors, type FormatValues, formatOf, placeOf, valuesOf } from "./format-values";

/** The form of a format: what is typed, and all that is wrong with it. */
export function useFormatForm(initial: NotificationFormat) {
  const form = useForm<FormatValues>({ initialValues: valuesOf(initial) });
  const ref = useRef<HTMLFormElement>(null);
  const [errors, setErrors] = useState<FormatErrors>({});
  const [busy, setBusy] = useState<"save" | "try">();
  const [failure, setFailure] = useState<{ of: "save" | "try"; error: unknown }>();
  const [refusals, setRefusals] = useState(0);

  // After the render that shows the errors: the order of the fields is that of the page.
  useEffect(() => {
    if (refusals > 0) ref.current?.querySelector<HTMLElement>('[aria-invalid="true"], [data-invalid]')?.focus();
  }, [refusals]);

  const refuse = (found: FormatErrors) => {
    setErrors(found);
    setRefusals((count) => count + 1);
  };

  /** Sends the format in the form, if nothing is wrong with it; what the server finds wrong is shown at its place. */
  const send = async (what: "save" | "try", etag: string, call: (format: NotificationFormat) => Promise<unknown>) => {
    const values = form.getValues();
    const found = checkFormat(values);
    setFailure(undefined);
    if (Object.keys(found).length > 0) return refuse(found);
    setErrors({});
    setBusy(what);
    try {
      await call(formatOf(values, etag));
    } catch (error) {
      const { violations } = problemOf(error);
      const placed = violations.map((violation) => [placeOf(violation.field), violationText(violation)] as const);
      refuse(Object.fromEntries(placed.filter(([place]) => place !== undefined)));
      if (placed.length === 0 || placed.some(([place]) => place === undefined)) setFailure({ of: what, error });
    } finally {
      setBusy(undefined);
    }
  };

  const conflict = failure?.of === "save" && problemOf(failure.error).code === Code.Aborted;
  return { form, ref, errors, busy, failure, conflict, send, forgetFailure: () => setFailure(undefined) };
}

/** The form of a format. */
export type FormatForm = ReturnType<typeof useFormatForm>;
