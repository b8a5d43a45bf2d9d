import { Code, ConnectError, type ConnectRouter } from "@connectrpc/connect";
import { ActivityType } from "../../gen/kadans/v1/activity_pb";
import { MappingSource } from "../../gen/kadans/v1/external_status_pb";
import { IntegrationService } from "../../gen/kadans/v1/integration_service_pb";
import { MappingService } from "../../gen/kadans/v1/mapping_service_pb";
import { OFFLINE_ID, PRESENT_ID } from "../../lib/activities";
import { inUse } from "../../testing/refusal";

interface Entry {
  id: string;
  name: string;
  type: ActivityType;
  color: string;
  paid: boolean;
  builtIn: boolean;
  etag: string;
}

const entry = (id: string, name: string, type: ActivityType, color: string, builtIn = false): Entry => ({
  id,
  name,
  type,
  color,
  paid: true,
  builtIn,
  etag: "1",
});

/** Activities and external statuses in memory: `BREAK` is mapped to Lunch, its detail `Food` inherits that. */
export class MemoryCatalog {
  activities = new Map(
    [
      entry(PRESENT_ID, "Present", ActivityType.PRESENCE, "#2b8a5b", true),
      entry(OFFLINE_ID, "Offline", ActivityType.UNSPECIFIED, "#868e96", true),
      entry("lunch", "Lunch", ActivityType.BREAK, "#b57a00"),
      entry("training", "Training", ActivityType.MEETING, "#7d5fc4"),
    ].map((activity) => [activity.id, activity]),
  );
  /** Activity by status. */
  mapped = new Map([
    ["BREAK", "lunch"],
    ["BREAK · Food", ""],
    ["WRAP_UP", ""],
  ]);
  /** Statuses with which the telephone system says that somebody logged out. */
  loggedOut = new Set<string>();
  matchesEtag = "1";
  /** The masks of updates. */
  masks: string[][] = [];

  readonly services = ({ rpc }: ConnectRouter) => {
    const { method } = MappingService;
    rpc(IntegrationService.method.listIntegrations, () => ({
      integrations: [{ id: "madrid", name: "Odigo Madrid", vendorId: "odigo" }],
    }));
    rpc(method.listActivities, () => ({ activities: [...this.activities.values()] }));
    rpc(method.updateActivity, ({ activity, updateMask }) => {
      const before = this.activities.get(activity?.id ?? "");
      if (!activity || before?.etag !== activity.etag) throw new ConnectError("changed meanwhile", Code.Aborted);
      const { id, name, type, color, paid } = activity;
      this.activities.set(id, { ...before, ...(before.builtIn ? { color } : { name, type, color, paid }), etag: "2" });
      this.masks.push(updateMask?.paths ?? []);
      return {};
    });
    rpc(method.deleteActivity, ({ id }) => {
      const statuses = [...this.mapped.values()].filter((activityId) => activityId === id).length;
      if (statuses > 0) throw inUse({ external_statuses: String(statuses), schedule_days: "12", matches: "0" });
      this.activities.delete(id);
      return {};
    });
    rpc(method.listExternalStatuses, () => {
      const externalStatuses = [...this.mapped.keys()].map(this.#status);
      return { externalStatuses, totalSize: externalStatuses.length, unmappedSize: 1 };
    });
    rpc(method.mapExternalStatuses, ({ mappings }) => {
      for (const { externalStatusId, activityId } of mappings) this.mapped.set(externalStatusId, activityId);
      return {};
    });
    rpc(method.getActivityMatches, () => ({
      activityMatches: [...this.activities.keys()].map((activityId) => ({
        activityId,
        typeMatch: true,
        etag: this.matchesEtag,
      })),
    }));
    rpc(method.updateActivityMatches, ({ activityMatches }) => {
      if (activityMatches?.etag !== this.matchesEtag) throw new ConnectError("changed meanwhile", Code.Aborted);
      return { activityMatches };
    });
  };

  readonly #status = (id: string) => {
    const [status = "", detail = ""] = id.split(" · ");
    const activityId = this.mapped.get(id) ?? "";
    if (this.loggedOut.has(status)) {
      const mappingSource = MappingSource.LOGGED_OUT;
      return {
        id,
        integrationId: "madrid",
        status,
        detail,
        activityId,
        effectiveActivityId: OFFLINE_ID,
        mappingSource,
      };
    }
    const base = this.mapped.get(status) ?? "";
    const inherited = detail !== "" && base !== "";
    const mappingSource = activityId
      ? MappingSource.MAPPED
      : inherited
        ? MappingSource.INHERITED
        : MappingSource.DEFAULT;
    return { id, status, detail, activityId, effectiveActivityId: activityId || base || PRESENT_ID, mappingSource };
  };
}
