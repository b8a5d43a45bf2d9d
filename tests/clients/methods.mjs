// The services' descriptors, as generated for programs in JavaScript.
import { AdherenceService } from "./gen/kadans/v1/adherence_service_pb.js";
import { IntegrationService } from "./gen/kadans/v1/integration_service_pb.js";
import { MappingService } from "./gen/kadans/v1/mapping_service_pb.js";
import { SessionService } from "./gen/kadans/v1/session_service_pb.js";

const SERVICES = [AdherenceService, IntegrationService, MappingService, SessionService];

/** The descriptor of a method named as in `kadans.v1.SessionService/SignIn`. */
export function descriptor(method) {
  const [service, name] = method.split("/");
  const found = SERVICES.find(({ typeName }) => typeName === service)?.methods.find((one) => one.name === name);
  if (!found) throw new Error(`there is no method ${method}`);
  return found;
}
