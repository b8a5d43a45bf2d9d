import type { UseFormReturnType } from "@mantine/form";
import { type FormEvent, useEffect, useRef, useState } from "react";
import { fieldName, problemOf } from "../../rpc/problem";
import { violationText } from "../../rpc/problem-text";

interface Options<Values> {
  /** Sends the values; its failure is shown at the fields it is about. */
  send: (values: Values) => Promise<unknown>;
  /** Name of the message inside the request that violations are prefixed with, e.g. `activity_matches`. */
  prefix?: string;
}

/**
 * Submits a form: shows all that is wrong at once, be it found here or by the server, and focuses the first bad field.
 * What belongs to no field is left in `error`.
 */
export function useFormSubmit<Values extends Record<string, unknown>>(
  form: UseFormReturnType<Values>,
  { send, prefix }: Options<Values>,
) {
  const ref = useRef<HTMLFormElement>(null);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>();
  const [refusals, setRefusals] = useState(0);

  // After the render that shows the errors: the order of the fields is that of the page.
  useEffect(() => {
    if (refusals > 0) ref.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus();
  }, [refusals]);

  const fail = (failure: unknown) => {
    const violations = problemOf(failure).violations.map((violation) => ({
      ...violation,
      name: fieldName(violation.field, prefix),
    }));
    const atFields = violations.filter(({ name }) => isField(form.getValues(), name));
    form.setErrors(Object.fromEntries(atFields.map((violation) => [violation.name, violationText(violation)])));
    if (atFields.length === 0 || atFields.length < violations.length) setError(failure);
    setRefusals((count) => count + 1);
  };

  const submit = async (values: Values) => {
    setError(undefined);
    setBusy(true);
    try {
      await send(values);
    } catch (failure) {
      fail(failure);
    } finally {
      setBusy(false);
    }
  };

  const onSubmit = (event: FormEvent<HTMLFormElement>) => {
    // A dialog's form may stand inside another form's tree.
    event.stopPropagation();
    form.onSubmit(submit, () => setRefusals((count) => count + 1))(event);
  };

  const retry = () => ref.current?.requestSubmit();
  return { formProps: { ref, onSubmit, noValidate: true }, busy, error, retry };
}

/** Whether a form has a field at a path such as `webService.url`. */
function isField(values: Record<string, unknown>, path: string): boolean {
  const value = path.split(".").reduce<unknown>((within, key) => {
    const isGroup = typeof within === "object" && within !== null && !Array.isArray(within);
    return isGroup ? (within as Record<string, unknown>)[key] : undefined;
  }, values);
  return value !== undefined;
}
