import { describe, expect, it } from "vitest";
import { addDays, instantOf, isDay, localDateTime, localDay, mondayOf } from "./zoned";

const at = (iso: string) => Date.parse(iso);

describe("a local day and time", () => {
  it("belongs to an instant of its zone, summer and winter", () => {
    expect(instantOf("2026-07-01T09:00", "Europe/Madrid")).toBe(at("2026-07-01T07:00:00Z"));
    expect(instantOf("2026-12-01T09:00:30", "Europe/Madrid")).toBe(at("2026-12-01T08:00:30Z"));
    expect(instantOf("2026-12-01T09:00", "America/Bogota")).toBe(at("2026-12-01T14:00:00Z"));
  });

  it("is read back as it was written", () => {
    for (const local of ["2026-03-29T01:59:59", "2026-03-29T03:00:00", "2026-10-25T04:00:00", "2026-06-01T00:00:00"]) {
      expect(localDateTime(instantOf(local, "Europe/Amsterdam"), "Europe/Amsterdam")).toBe(local);
    }
  });

  it("that the clocks skip means as much later", () => {
    expect(localDateTime(instantOf("2026-03-29T02:30", "Europe/Madrid"), "Europe/Madrid")).toBe("2026-03-29T03:30:00");
  });

  it("that comes twice means the first", () => {
    expect(instantOf("2026-10-25T02:30", "Europe/Madrid")).toBe(at("2026-10-25T00:30:00Z"));
  });

  it("that is none has no instant", () => {
    expect(instantOf("", "Europe/Madrid")).toBeNaN();
    expect(instantOf("2026-13-01T09:00", "Europe/Madrid")).toBeNaN();
  });
});

describe("a day", () => {
  it("is that of the zone, not of the browser", () => {
    expect(localDay(at("2026-11-21T23:30:00Z"), "Europe/Madrid")).toBe("2026-11-22");
    expect(localDay(at("2026-11-21T23:30:00Z"), "America/Bogota")).toBe("2026-11-21");
  });

  it("has days before and after it", () => {
    expect(addDays("2026-03-01", -1)).toBe("2026-02-28");
    expect(addDays("2026-12-31", 1)).toBe("2027-01-01");
  });

  it("is in a week that begins on Monday", () => {
    expect(mondayOf("2026-11-22")).toBe("2026-11-16");
    expect(mondayOf("2026-11-16")).toBe("2026-11-16");
  });

  it("has to be in the calendar", () => {
    expect(["2026-02-28", "2026-02-30", "0202-02-28", "today", 7, undefined].filter(isDay)).toEqual(["2026-02-28"]);
  });
});
