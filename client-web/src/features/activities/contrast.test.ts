import { i18n } from "@lingui/core";
import { I18nProvider } from "@lingui/react";
import { renderHook } from "@testing-library/react";
import { createElement, type ReactNode } from "react";
import { describe, expect, it } from "vitest";
import { contrast, faintOn } from "./contrast";
import { useSwatches } from "./swatches";

describe("the contrast of colours", () => {
  it("goes from none to that of black on white", () => {
    expect(contrast("#777777", "#777777")).toBe(1);
    expect(contrast("#000000", "#ffffff")).toBeCloseTo(21);
  });

  it("tells where a colour is hard to see", () => {
    expect(faintOn("#ffe08a")).toBe("light");
    expect(faintOn("#1a2233")).toBe("dark");
  });

  it("is enough everywhere for the colours that are proposed", () => {
    const wrapper = ({ children }: { children: ReactNode }) => createElement(I18nProvider, { i18n }, children);
    const { result } = renderHook(useSwatches, { wrapper });
    expect(result.current.filter(({ color }) => faintOn(color))).toEqual([]);
  });
});
