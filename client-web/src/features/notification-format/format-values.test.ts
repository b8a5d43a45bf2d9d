import { create } from "@bufbuild/protobuf";
import { describe, expect, it } from "vitest";
import { LetterCase, NotificationFormatSchema } from "../../gen/kadans/v1/notification_format_pb";
import { checkFormat, formatOf, placeOf, valuesOf } from "./format-values";

const FORMAT = create(NotificationFormatSchema, {
  agent: { names: ["agentId", "login"], letterCase: LetterCase.LOWER },
  status: { names: ["state"], values: { DISPO: "AVAILABLE", RIEN: "" } },
  loggedOutStatuses: ["LOGOUT"],
  timeZone: "Europe/Paris",
  etag: "1",
});

describe("a format in the form", () => {
  it("comes back as it was", () => {
    const back = formatOf(valuesOf(FORMAT), "1");
    expect(back.agent).toMatchObject({ names: ["agentId", "login"], letterCase: LetterCase.LOWER });
    expect(back.status).toMatchObject({ names: ["state"], values: { DISPO: "AVAILABLE", RIEN: "" } });
    expect(back).toMatchObject({ loggedOutStatuses: ["LOGOUT"], timeZone: "Europe/Paris", etag: "1" });
  });

  it("loses the rows that were left empty", () => {
    const values = valuesOf(FORMAT);
    values.detail = { names: ["", " reason "], values: [{ from: "", to: "" }], letterCase: LetterCase.EXACT };
    const { detail } = formatOf(values, "1");
    expect(detail?.names).toEqual(["reason"]);
    expect(detail?.values).toEqual({});
    expect(checkFormat(values)).toEqual({});
  });

  it("says everything that is wrong with it at once", () => {
    const values = valuesOf(FORMAT);
    values.agent.names = ["  "];
    values.status.names = ["state", "STATE", "data..state"];
    values.status.values = [{ from: "", to: "AVAILABLE" }];
    expect(Object.keys(checkFormat(values))).toEqual([
      "agent.names",
      "status.names.1",
      "status.names.2",
      "status.values.0",
    ]);
  });
});

it("a path of the request is a place in the form", () => {
  expect(placeOf("format.event_id.names[2]")).toBe("eventId.names.2");
  expect(placeOf("format.agent.names")).toBe("agent.names");
  expect(placeOf("format.status.values[1].from")).toBe("status.values");
  expect(placeOf("format.logged_out_statuses[0]")).toBe("loggedOutStatuses");
  expect(placeOf("format.time_zone")).toBe("timeZone");
  expect(placeOf("integration_id")).toBeUndefined();
});
