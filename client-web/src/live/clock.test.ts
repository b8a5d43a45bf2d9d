import { expect, it } from "vitest";
import { ServerClock } from "./clock";

it("tells the server's time although this machine's clock is wrong", () => {
  let local = 1_000_000;
  const clock = new ServerClock(() => local);
  clock.observe(1_120_000);
  local += 5_000;
  expect(clock.now()).toBe(1_125_000);
});

it("believes the message that travelled fastest", () => {
  const clock = new ServerClock(() => 50_000);
  for (const delay of [300, 20, 900]) clock.observe(50_000 - delay);
  expect(clock.offset).toBe(-20);
});

it("forgets a fast message after a while, because clocks drift", () => {
  const clock = new ServerClock(() => 0);
  clock.observe(0);
  for (let i = 0; i < 8; i++) clock.observe(-100);
  expect(clock.offset).toBe(-100);
});

it("follows at once when this machine's clock is set anew", () => {
  let local = 0;
  const clock = new ServerClock(() => local);
  clock.observe(0);
  local = 3_600_000;
  clock.observe(1_000);
  expect(clock.now()).toBe(1_000);
});
