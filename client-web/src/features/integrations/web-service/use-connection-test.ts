import { createClient } from "@connectrpc/connect";
import { useTransport } from "@connectrpc/connect-query";
import type { UseFormReturnType } from "@mantine/form";
import { useState } from "react";
import { IntegrationService, type TestWebServiceResponse } from "../../../gen/kadans/v1/integration_service_pb";
import type { WebService } from "../../../gen/kadans/v1/web_service_pb";
import { fieldName, problemOf } from "../../../rpc/problem";
import { violationText } from "../../../rpc/problem-text";
import type { IntegrationValues } from "../integration-values";
import { webServiceOf } from "./web-service-values";

interface Options {
  /** Whose stored password is used if none was typed; empty for an integration that does not exist yet. */
  integrationId: string;
  stored: WebService | undefined;
  /** An agent to ask for; may be empty. */
  login: string;
}

type Result = { outcome: TestWebServiceResponse } | { error: unknown };

/** Tests the web service of a form. What became of it holds until something else is entered. */
export function useConnectionTest(form: UseFormReturnType<IntegrationValues>, options: Options) {
  const { integrationId, stored, login } = options;
  const client = createClient(IntegrationService, useTransport());
  const [busy, setBusy] = useState(false);
  const [result, setResult] = useState<{ of: string; result: Result }>();
  const { webService } = form.getValues();
  const entered = JSON.stringify([webService, login]);

  const run = async () => {
    if (busy) return;
    setResult(undefined);
    const wrong = (["url", "username", "password"] as const).filter(
      (name) => form.validateField(`webService.${name}`).hasError,
    );
    if (wrong.length > 0) return;
    setBusy(true);
    try {
      // Not by way of the cache of answers, which would keep the password.
      const asked = { integrationId: stored ? integrationId : "", webService: webServiceOf(webService), login };
      const outcome = await client.testWebService(asked);
      setResult({ of: entered, result: { outcome } });
    } catch (error) {
      const { violations } = problemOf(error);
      const atFields = violations.filter(({ field }) => field.startsWith("web_service."));
      for (const violation of atFields) form.setFieldError(fieldName(violation.field), violationText(violation));
      if (atFields.length === 0) setResult({ of: entered, result: { error } });
    } finally {
      setBusy(false);
    }
  };

  const current = result?.of === entered ? result.result : undefined;
  return {
    run,
    busy,
    outcome: current && "outcome" in current ? current.outcome : undefined,
    error: current && "error" in current ? current.error : undefined,
  };
}
