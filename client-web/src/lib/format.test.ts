import { describe, expect, it } from "vitest";
import { formatter } from "./format";

const at = new Date("2026-11-21T20:45:00Z");

describe("an instant", () => {
  it("names the zone it is shown in", () => {
    expect(formatter("en-GB").instant(at, "Europe/Madrid")).toBe("21 Nov 2026, 21:45 CET");
  });

  it("is written as the language does", () => {
    expect(formatter("es").exactInstant(at, "Europe/Madrid")).toContain("sábado, 21 de noviembre de 2026");
  });
});

it("writes a day of the calendar as the language does", () => {
  expect(formatter("de").day("2026-11-02")).toBe("02.11.2026");
});

describe("the difference of two clocks", () => {
  const { offset } = formatter("en");

  it("is told in a unit that suits it", () => {
    expect(offset(1_450)).toBe("1.5 sec");
    expect(offset(119_000)).toBe("119 sec");
    expect(offset(150_000)).toBe("2.5 min");
    expect(offset(7_200_000)).toBe("2 hr");
  });

  it("has a sign if it is negative, unless it rounds to nothing", () => {
    expect(offset(-3_200)).toBe("-3.2 sec");
    expect(offset(-20)).toBe("0 sec");
  });
});

describe("an amount of data", () => {
  it("is told in the largest unit that fits", () => {
    const { bytes } = formatter("en");
    expect([bytes(0), bytes(1_536), bytes(64 * 1024 ** 2)]).toEqual(["0 byte", "1.5 kB", "64 MB"]);
  });
});

describe("a length of time", () => {
  it("is told in the largest unit that it is a whole number of", () => {
    const { span } = formatter("en");
    expect([span(604_800), span(129_600), span(90)]).toEqual(["7 days", "36 hours", "90 seconds"]);
    expect(formatter("de").span(2_592_000)).toBe("30 Tage");
  });
});

describe("how long ago something was", () => {
  const ago = (seconds: number) => formatter("en").relative(at, at.getTime() + seconds * 1000);

  it("is told in the largest unit that fits", () => {
    expect(ago(1)).toBe("now");
    expect(ago(59)).toBe("59 sec. ago");
    expect(ago(61)).toBe("1 min. ago");
    expect(ago(86_400)).toBe("yesterday");
  });
});
