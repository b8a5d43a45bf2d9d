import { createClient } from "@connectrpc/connect";
import { useTransport } from "@connectrpc/connect-query";
import type { UseFormReturnType } from "@mantine/form";
import type { Integration } from "../../gen/kadans/v1/integration_pb";
import { IntegrationService } from "../../gen/kadans/v1/integration_service_pb";
import { useLiveCheck } from "../../ui/form/use-live-check";
import type { IntegrationValues } from "./integration-values";

type Form = UseFormReturnType<IntegrationValues>;

/** Says at the field that a new integration's name is taken, while it is being typed. */
export function useNewNameCheck(form: Form, vendorId: string): void {
  const client = createClient(IntegrationService, useTransport());
  const { name: value, timeZone } = form.getValues();
  useLiveCheck(form, {
    field: "name",
    value,
    accepted: "",
    check: (name) => client.createIntegration({ vendorId, name, timeZone, validateOnly: true }),
  });
}

/** Says at the field that another integration has the name, while it is being typed. */
export function useNameCheck(form: Form, { id, name: accepted }: Integration): void {
  const client = createClient(IntegrationService, useTransport());
  useLiveCheck(form, {
    field: "name",
    value: form.getValues().name,
    accepted,
    prefix: "integration",
    check: (name) =>
      client.updateIntegration({ integration: { id, name }, updateMask: { paths: ["name"] }, validateOnly: true }),
  });
}
