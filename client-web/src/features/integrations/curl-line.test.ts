import { expect, it } from "vitest";
import { curlLine } from "./curl-line";

it("a command has the key, and each part is one word of the shell", () => {
  expect(curlLine("https://kadans.example.com/push", "key_it's", new Date("2026-03-02T08:00:00Z"))).toBe(
    "curl -i 'https://kadans.example.com/push' -H 'Authorization: Bearer key_it'\\''s' " +
      `-H 'Content-Type: application/json' -d '{"data":[{"agentIdentifier":"jdoe","activityIdentifier":"AVAILABLE","startTime":"2026-03-02T08:00:00.000Z"}]}'`,
  );
});
