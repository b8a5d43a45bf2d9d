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

describe("how long ago something was", () => {
  const ago = (seconds: number) => formatter("en").relative(at, at.getTime() + seconds * 1000);

  it("is told in the largest unit that fits", () => {
    expect(ago(1)).toBe("now");
    expect(ago(59)).toBe("59 sec. ago");
    expect(ago(61)).toBe("1 min. ago");
    expect(ago(86_400)).toBe("yesterday");
  });
});

describe("a length of time", () => {
  const { span } = formatter("en");

  it("is told in a unit that suits it", () => {
    expect(span(1_450)).toBe("1.5 sec");
    expect(span(119_000)).toBe("119 sec");
    expect(span(150_000)).toBe("2.5 min");
    expect(span(7_200_000)).toBe("2 hr");
  });

  it("has a sign if it is negative, unless it rounds to nothing", () => {
    expect(span(-3_200)).toBe("-3.2 sec");
    expect(span(-20)).toBe("0 sec");
  });
});
