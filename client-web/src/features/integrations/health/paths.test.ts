import { describe, expect, it } from "vitest";
import { bars, HEIGHT, line, rangeOf } from "./paths";

describe("bars", () => {
  it("are as high as the drawing for the most, and in proportion for the rest", () => {
    expect(
      bars([
        { index: 0, value: 10 },
        { index: 4, value: 5 },
      ]),
    ).toBe(`M0 ${HEIGHT}v-24h1v24zM4 ${HEIGHT}v-12h1v12z`);
  });

  it("are seen however few they stand for, and not there for none", () => {
    expect(
      bars([
        { index: 0, value: 1_000_000 },
        { index: 1, value: 1 },
        { index: 2, value: 0 },
      ]),
    ).toBe(`M0 ${HEIGHT}v-24h1v24zM1 ${HEIGHT}v-1.5h1v1.5z`);
  });
});

describe("a line", () => {
  it("breaks where steps are missing", () => {
    const points = [
      { index: 0, value: 0 },
      { index: 1, value: 2 },
      { index: 5, value: 1 },
    ];
    expect(line(points, [0, 2])).toBe("M0 23h1L1 1h1M5 12h1");
  });

  it("is drawn over a range that has 0 in it", () => {
    expect(rangeOf([3, 8])).toEqual([0, 8]);
    expect(rangeOf([-3, -8])).toEqual([-8, 0]);
    expect(rangeOf([])).toEqual([0, 0]);
  });

  it("is flat if there is nothing but 0", () => {
    expect(line([{ index: 0, value: 0 }], [0, 0])).toBe("M0 23h1");
  });
});
