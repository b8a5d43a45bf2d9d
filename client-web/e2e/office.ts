import { timestampFromMs } from "@bufbuild/protobuf/wkt";
import { type Client, createClient, type Interceptor } from "@connectrpc/connect";
import { createGrpcWebTransport } from "@connectrpc/connect-web";
import { ActivityType } from "../src/gen/kadans/v1/activity_pb.ts";
import { AdherenceService } from "../src/gen/kadans/v1/adherence_service_pb.ts";
import { IntegrationService } from "../src/gen/kadans/v1/integration_service_pb.ts";
import { MappingService } from "../src/gen/kadans/v1/mapping_service_pb.ts";
import { SessionService } from "../src/gen/kadans/v1/session_service_pb.ts";
import type { Kadans } from "./kadans.ts";
import { notify } from "./notify.ts";

export const BOSS = { name: "Ana Ruiz", email: "ana@example.com", password: "correct horse battery" };
export const SUPERVISOR = { name: "Sofía Vega", email: "sofia@example.com", password: "correct horse battery" };

const HOUR_MS = 3_600_000;

/** Somebody to put on the board. */
export interface Colleague {
  name: string;
  unit: "Madrid" | "Utrecht";
  /** The login by which Odigo knows them. */
  login: string;
  /** What Odigo said of them last. */
  status: string;
}

/** In Madrid one who takes calls, one on a break and one who logged out; in Utrecht one who takes calls. */
export const TEAM: readonly Colleague[] = [
  { name: "Carla Gil", unit: "Madrid", login: "cgil", status: "AVAILABLE" },
  { name: "Mateo Sanz", unit: "Madrid", login: "msanz", status: "PAUSE" },
  { name: "Lucía Mora", unit: "Madrid", login: "lmora", status: "LOGOUT" },
  { name: "Daan Visser", unit: "Utrecht", login: "dvisser", status: "AVAILABLE" },
];

/** A contact centre at work: everybody is scheduled for calls now, and Odigo has said what they do. */
export class Office {
  readonly kadans: Kadans;
  /** Where notifications go. */
  readonly notificationUrl: string;
  readonly integrationId: string;

  private constructor(kadans: Kadans, integrationId: string, notificationUrl: string) {
    this.kadans = kadans;
    this.integrationId = integrationId;
    this.notificationUrl = notificationUrl;
  }

  /** Fills an empty server, through the same services as the web client. */
  static async open(kadans: Kadans): Promise<Office> {
    const services = await enter(kadans);
    const { integration } = await services.integrations.createIntegration({
      vendorId: "odigo",
      name: "Odigo Madrid",
      timeZone: "Europe/Madrid",
    });
    const integrationId = integration?.id ?? "";
    const { notificationUrl } = await services.integrations.generateUrlToken({ integrationId });
    const office = new Office(kadans, integrationId, notificationUrl);
    for (const { login, status } of TEAM) await office.hears(login, status, 40);
    await map(services.mapping);
    await hire(services);
    await kadans.addUser({ ...SUPERVISOR, role: "supervisor", planningUnits: ["Madrid"] });
    return office;
  }

  /** A notification about somebody in names that no format knows at first, which is set aside. */
  async hearsInSpanish(login: string, status: string, minutesAgo: number): Promise<void> {
    const hora = new Date(Date.now() - minutesAgo * 60_000).toISOString();
    const body = new URLSearchParams({ agente: login, estado: status, hora });
    const response = await fetch(this.notificationUrl, { method: "POST", body });
    if (response.status !== 202) throw new Error(`what can't be read was answered ${response.status}`);
  }

  /** A notification about somebody. */
  hears(login: string, status: string, minutesAgo?: number): Promise<void> {
    return notify(this.notificationUrl, { agent: login, status, ...(minutesAgo !== undefined && { minutesAgo }) });
  }
}

interface Services {
  integrations: Client<typeof IntegrationService>;
  mapping: Client<typeof MappingService>;
  adherence: Client<typeof AdherenceService>;
}

/** Takes up the first invitation. */
async function enter(kadans: Kadans): Promise<Services> {
  const transport = (interceptors: Interceptor[]) => createGrpcWebTransport({ baseUrl: kadans.url, interceptors });
  const token = new URL(kadans.firstAdminLink).hash.slice(1);
  const { accessToken } = await createClient(SessionService, transport([])).redeemInvitation({ token, ...BOSS });
  const signedIn = transport([
    (next) => (request) => {
      request.header.set("authorization", `Bearer ${accessToken}`);
      return next(request);
    },
  ]);
  return {
    integrations: createClient(IntegrationService, signedIn),
    mapping: createClient(MappingService, signedIn),
    adherence: createClient(AdherenceService, signedIn),
  };
}

/** Says what the statuses stand for. */
async function map(mapping: Services["mapping"]): Promise<void> {
  const [calls, lunch] = await Promise.all([
    mapping.createActivity({ name: "Calls", type: ActivityType.PRESENCE, paid: true }),
    mapping.createActivity({ name: "Lunch", type: ActivityType.BREAK }),
  ]);
  const { externalStatuses } = await mapping.listExternalStatuses({});
  const activities = new Map([
    ["AVAILABLE", calls.activity?.id],
    ["PAUSE", lunch.activity?.id],
  ]);
  const mappings = externalStatuses.flatMap(({ id, status }) => {
    const activityId = activities.get(status);
    return activityId ? [{ externalStatusId: id, activityId }] : [];
  });
  await mapping.mapExternalStatuses({ mappings });
}

/** Creates the team, says who is who, and schedules all of them for calls from two hours ago for six hours. */
async function hire({ mapping, adherence }: Services): Promise<void> {
  const units = new Map<string, string>();
  for (const name of ["Madrid", "Utrecht"]) {
    const { planningUnit } = await mapping.createPlanningUnit({ name, timeZone: "UTC" });
    units.set(name, planningUnit?.id ?? "");
  }
  const { activities } = await mapping.listActivities({});
  const calls = activities.find(({ name }) => name === "Calls");
  const { externalUsers } = await mapping.listExternalUsers({});
  const begin = Date.now() - 2 * HOUR_MS;
  const assignments: { externalUserId: string; employeeId: string }[] = [];
  const days = [];
  for (const { name, unit, login } of TEAM) {
    const { employee } = await mapping.createEmployee({ name, planningUnitId: units.get(unit) ?? "" });
    const user = externalUsers.find(({ identifier }) => identifier === login);
    const employeeId = employee?.id ?? "";
    assignments.push({ externalUserId: user?.id ?? "", employeeId });
    const [startTime, endTime] = [begin, begin + 6 * HOUR_MS].map(timestampFromMs);
    const date = new Date(begin).toISOString().slice(0, 10);
    days.push({ employeeId, date, segments: [{ startTime, endTime, activityId: calls?.id ?? "" }] });
  }
  await mapping.assignExternalUsers({ assignments });
  await adherence.importSchedule({ days });
}
