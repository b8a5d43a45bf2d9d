import { expect, it } from "vitest";
import { onColor } from "./contrast";

it("writes in black on light colours and in white on dark ones", () => {
  expect(["#ffffff", "#ffd43b", "#868e96"].map(onColor)).toEqual(["#000000", "#000000", "#000000"]);
  expect(["#000000", "#073f4d", "#a81c27"].map(onColor)).toEqual(["#ffffff", "#ffffff", "#ffffff"]);
});
