import type { UseFormReturnType } from "@mantine/form";
import { useDebouncedValue } from "@mantine/hooks";
import { useEffect, useRef } from "react";
import { fieldName, problemOf } from "../../rpc/problem";
import { violationText } from "../../rpc/problem-text";

interface Options<Values> {
  /** The field that is watched. */
  field: keyof Values & string;
  /** What it holds now. */
  value: string;
  /** What is right for sure: nothing typed yet, or the value that is stored. */
  accepted: string;
  /** Asks the server whether the value could be stored, without storing it. */
  check: (value: string) => Promise<unknown>;
  /** Name of the message inside the request that violations are prefixed with. */
  prefix?: string;
}

const PAUSE_MS = 300;

/** Shows at a field what the server would refuse, as soon as the typing pauses. Other failures are left to saving. */
export function useLiveCheck<Values extends Record<string, unknown>>(
  form: UseFormReturnType<Values>,
  { field, value, accepted, check, prefix }: Options<Values>,
): void {
  const [settled] = useDebouncedValue(value.trim(), PAUSE_MS);
  // What was asked about may be history by the time of the answer.
  const current = useRef(value);
  current.current = value;
  const ask = useRef(check);
  ask.current = check;
  const report = useRef((_text: string) => {});
  report.current = (text) => form.setFieldError(field, text);

  useEffect(() => {
    if (settled === "" || settled === accepted) return;
    ask.current(settled).catch((error: unknown) => {
      if (current.current.trim() !== settled) return;
      const violation = problemOf(error).violations.find((one) => fieldName(one.field, prefix) === field);
      if (violation) report.current(violationText(violation));
    });
  }, [settled, accepted, field, prefix]);
}
