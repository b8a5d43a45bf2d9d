import type { MessageInitShape } from "@bufbuild/protobuf";
import type { Integration, IntegrationSchema } from "../../gen/kadans/v1/integration_pb";
import { requiredText } from "../../ui/form/rules";
import {
  type WebServiceValues,
  webServiceOf,
  webServiceRules,
  webServiceValues,
} from "./web-service/web-service-values";

/** What the forms of an integration hold. */
export interface IntegrationValues extends Record<string, unknown> {
  name: string;
  timeZone: string;
  /** Whether the web service is asked for the types of breaks; what it needs is kept while this is off. */
  importsBreakDetails: boolean;
  webService: WebServiceValues;
}

/** What the form of an integration begins with. */
export function integrationValues(from: Pick<Integration, "name" | "timeZone" | "webService">): IntegrationValues {
  const { name, timeZone, webService } = from;
  const importsBreakDetails = webService !== undefined;
  return { name, timeZone, importsBreakDetails, webService: webServiceValues(webService) };
}

/** What is stored of the form of an integration. */
export function integrationOf(values: IntegrationValues): MessageInitShape<typeof IntegrationSchema> {
  const { name, timeZone, importsBreakDetails, webService } = values;
  return { name: name.trim(), timeZone, webService: importsBreakDetails ? webServiceOf(webService) : undefined };
}

/** What can be told to be wrong before the server is asked. @param stored the web service as it is stored */
export function integrationRules(stored?: Integration["webService"]) {
  return { name: requiredText(100), webService: webServiceRules(stored) };
}
