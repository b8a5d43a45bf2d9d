import type { MessageInitShape } from "@bufbuild/protobuf";
import { timestampFromDate } from "@bufbuild/protobuf/wkt";
import { type CapturedNotificationSchema, CaptureOutcome } from "../../gen/kadans/v1/captured_notification_pb";
import { NotificationField } from "../../gen/kadans/v1/notification_format_pb";

type Notification = MessageInitShape<typeof CapturedNotificationSchema>;

/** The integration that the notifications belong to. */
export const INTEGRATION = {
  id: "madrid",
  name: "Odigo Madrid",
  timeZone: "Europe/Madrid",
  rawRetention: { seconds: 604_800n },
};

const at = (time: string) => timestampFromDate(new Date(`2026-11-20T${time}Z`));

/** One that could be read. */
export const READABLE = {
  id: "n1",
  receivedTime: at("09:00:00"),
  method: "POST",
  contentType: "application/json",
  body: '{"data":{"agent":{"login":"jdoe"}},"state":"PAUSE"}',
  bodySize: 51,
  outcome: CaptureOutcome.ACCEPTED,
  states: [
    {
      index: 0,
      state: { agent: "jdoe", status: "PAUSE", detail: "LUNCH", flags: ["time_ambiguous", "moon_phase"] },
      effectiveTime: at("08:59:00"),
      foundFields: [
        { field: NotificationField.AGENT, name: "login", path: "data.agent.login", source: "body" },
        { field: NotificationField.STATUS, name: "state", path: "state", source: "query" },
      ],
    },
  ],
} satisfies Notification;

/** One that could not be read. */
export const UNREADABLE: Notification = {
  id: "n2",
  receivedTime: at("09:05:00"),
  method: "POST",
  contentType: "application/x-www-form-urlencoded",
  body: "quien=jdoe&estado=PAUSA",
  bodySize: 23,
  outcome: CaptureOutcome.QUARANTINED,
  unreadableItems: [
    { index: 0, code: "no_notification", message: "there is no notification in it" },
    { index: 1, code: "eclipse", message: "the moon was in the way" },
  ],
};
