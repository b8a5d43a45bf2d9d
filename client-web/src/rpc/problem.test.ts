import { Code, ConnectError } from "@connectrpc/connect";
import { describe, expect, it } from "vitest";
import { refusal } from "../testing/refusal";
import { fieldName, problemOf } from "./problem";
import { problemText } from "./problem-text";

describe("an error of the server", () => {
  it("names all wrong fields", () => {
    const error = refusal([
      { field: "name", description: "is taken" },
      { field: "time_zone", description: "is not a zone" },
    ]);
    expect(problemOf(error).violations.map(({ field }) => field)).toEqual(["name", "time_zone"]);
    expect(problemOf(error).reason).toBe("INVALID_REQUEST");
  });

  it("tells why a field is wrong, beside the field or in its own list", () => {
    const metadata = { name: "TAKEN", email: "NOT_AN_EMAIL" };
    const error = refusal([{ field: "name", description: "is taken" }], metadata);
    expect(problemOf(error).violations[0]?.reason).toBe("TAKEN");
    expect(problemText(error)).toBe("This is taken already. Choose another.");
    const both = refusal([{ field: "name", description: "is missing", reason: "REQUIRED" }], metadata);
    expect(problemText(both)).toBe("Fill in this field.");
  });

  it("becomes words that say what to do", () => {
    expect(problemText(new ConnectError("etag", Code.Aborted))).toContain("Reload it");
    expect(problemText(new ConnectError("boom", Code.Internal))).not.toContain("boom");
  });

  it("is worth another try if the server was not reached", () => {
    const error = ConnectError.from(new TypeError("Failed to fetch"));
    expect(problemOf(error).retryable).toBe(true);
    expect(problemText(error)).toContain("Check your connection");
  });

  it("is not worth another try if the input is wrong", () => {
    expect(problemOf(refusal([])).retryable).toBe(false);
  });
});

it("a path of the Protobuf file becomes the name of a form field", () => {
  expect(fieldName("time_zone")).toBe("timeZone");
  expect(fieldName("activity_matches.matched_types[2]", "activity_matches")).toBe("matchedTypes");
});
