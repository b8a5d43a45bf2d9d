import { create } from "@bufbuild/protobuf";
import { describe, expect, it } from "vitest";
import { EmployeeSchema } from "../../gen/kadans/v1/employee_pb";
import { fold, nearMisses } from "./near-miss";

const carla = create(EmployeeSchema, {
  id: "carla",
  name: "Carla Gil",
  email: "c.gil@example.com",
  externalUsers: [{ identifier: "cgil" }],
});
const daan = create(EmployeeSchema, { id: "daan", name: "Daan Visser", email: "d.visser@example.com" });

const find = (identifier: string) => nearMisses([carla, daan]).get(fold(identifier));

describe("an identifier nearly names an employee", () => {
  it.each([
    ["C.Gil", "email"],
    ["c.gil@odigo.example", "email"],
    ["carlagil", "name"],
    ["CARLA  GIL ", "name"],
    ["EXAMPLE\\CGil", "login"],
  ])("by %s", (identifier, likeness) => {
    expect(find(identifier)).toEqual({ employee: { id: "carla", name: "Carla Gil" }, likeness });
  });

  it("not by a part of a name", () => {
    expect(find("carla")).toBeUndefined();
  });

  it("not if another employee fits as well", () => {
    const namesake = create(EmployeeSchema, { id: "other", name: "carla gil" });
    expect(nearMisses([carla, namesake]).get("carlagil")).toBeNull();
  });

  it("not by what employees leave empty", () => {
    const nobody = create(EmployeeSchema, { id: "nobody", name: "Nobody" });
    expect(nearMisses([nobody]).get("")).toBeUndefined();
  });
});
