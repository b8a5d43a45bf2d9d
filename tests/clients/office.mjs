// What has to be there before somebody can be watched, set up by the calls of an admin.
import { createClient } from "@connectrpc/connect";
import { createGrpcWebTransport } from "@connectrpc/connect-web";
import { IntegrationService } from "./gen/kadans/v1/integration_service_pb.js";
import { MappingService } from "./gen/kadans/v1/mapping_service_pb.js";
import { SessionService } from "./gen/kadans/v1/session_service_pb.js";

/** Who signs in. */
export const ADMIN = {
  name: "Admin",
  email: "admin@acme.example",
  password: "correct horse battery staple",
  role: "admin",
};
/** The agent whom everybody watches. */
export const AGENT = "agent-1";
/** The name that an integration has already. */
export const TAKEN = "Odigo";

/** Sets it up; where notifications go. */
export async function open(url) {
  const transport = (interceptors) => createGrpcWebTransport({ baseUrl: url, interceptors });
  const { accessToken } = await createClient(SessionService, transport([])).signIn(ADMIN);
  const bearer = (next) => (request) => {
    request.header.set("authorization", `Bearer ${accessToken}`);
    return next(request);
  };
  const integrations = createClient(IntegrationService, transport([bearer]));
  const mapping = createClient(MappingService, transport([bearer]));
  const { integration } = await integrations.createIntegration({ vendorId: "odigo", name: TAKEN });
  const { notificationUrl } = await integrations.generateUrlToken({ integrationId: integration.id });
  const { planningUnit } = await mapping.createPlanningUnit({ name: "Service" });
  const { employee } = await mapping.createEmployee({ name: "Zoé Quirrel", planningUnitId: planningUnit.id });
  await notify(notificationUrl, "AVAILABLE");
  const { externalUsers } = await mapping.listExternalUsers({});
  await mapping.assignExternalUsers({
    assignments: [{ externalUserId: externalUsers[0].id, employeeId: employee.id }],
  });
  return notificationUrl;
}

/** Posts a notification about the agent, as Odigo does. */
export async function notify(notificationUrl, state) {
  const response = await fetch(notificationUrl, {
    method: "POST",
    body: new URLSearchParams({ agentId: AGENT, state }),
  });
  if (response.status !== 204) throw new Error(`the notification was answered ${response.status}`);
}
