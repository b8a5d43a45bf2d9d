import { create, type MessageInitShape } from "@bufbuild/protobuf";
import { timestampFromMs } from "@bufbuild/protobuf/wkt";
import { AdherenceStatus, type DeviationType } from "../../gen/kadans/v1/adherence_pb";
import { type WatchAdherenceResponse, WatchAdherenceResponseSchema } from "../../gen/kadans/v1/adherence_service_pb";
import type { BoardPerson, BoardPersonSchema, BoardSummarySchema } from "../../gen/kadans/v1/board_pb";

/** A person as the server sends them, with what matters to a test. */
export type Person = Exclude<MessageInitShape<typeof BoardPersonSchema>, BoardPerson>;

/** Somebody in adherence, taking calls in unit `u1`. */
export function person(employeeId: string, more: Person = {}): Person {
  return {
    employeeId,
    name: `Person ${employeeId}`,
    planningUnitId: "u1",
    actual: { activityId: "calls", status: "TALK" },
    scheduledActivityId: "calls",
    status: AdherenceStatus.IN,
    ...more,
  };
}

/** Somebody out of adherence since an instant (Unix ms). */
export function outPerson(employeeId: string, deviationType: DeviationType, since: number, more: Person = {}): Person {
  const deviationSinceTime = timestampFromMs(since);
  return person(employeeId, { status: AdherenceStatus.OUT, deviationType, deviationSinceTime, ...more });
}

function response(
  event: NonNullable<MessageInitShape<typeof WatchAdherenceResponseSchema>["event"]>,
): WatchAdherenceResponse {
  return create(WatchAdherenceResponseSchema, { event });
}

const bytes = (token: string) => new TextEncoder().encode(token);

export const snapshot = (...people: Person[]) => response({ case: "snapshot", value: { people } });
export const changes = (...people: Person[]) => response({ case: "changes", value: { people } });
export const removed = (...employeeIds: string[]) => response({ case: "removed", value: { employeeIds } });

export const summary = (value: MessageInitShape<typeof BoardSummarySchema>) => response({ case: "summary", value });

/** The snapshot, or what was missed, is complete. */
export function complete(token: string, resumedIds?: string[], serverMs = Date.now()): WatchAdherenceResponse {
  return response({
    case: "snapshotComplete",
    value: {
      resumed: resumedIds !== undefined,
      employeeIds: resumedIds ?? [],
      resumeToken: bytes(token),
      serverTime: timestampFromMs(serverMs),
    },
  });
}

export function heartbeat(token: string, serverMs = Date.now()): WatchAdherenceResponse {
  return response({
    case: "heartbeat",
    value: { resumeToken: bytes(token), serverTime: timestampFromMs(serverMs) },
  });
}

export const position = (token: string) => response({ case: "position", value: { resumeToken: bytes(token) } });
