import { plural } from "@lingui/core/macro";
import { useLingui } from "@lingui/react";
import { problemOf } from "../rpc/problem";

/** The kinds of things that can use something, in the order in which they are named. */
const KINDS = [
  "employees",
  "users",
  "external_users",
  "external_statuses",
  "schedule_days",
  "exceptions",
  "matches",
] as const;

/**
 * A function that tells what uses something that therefore can't be deleted, e.g. `3 employees`, `1 user`; undefined if
 * the error is another.
 */
export function useUsage(): (error: unknown) => string[] | undefined {
  // Texts below follow the language of the page.
  useLingui();
  return (error) => {
    const { reason, metadata } = problemOf(error);
    if (reason !== "IN_USE") return undefined;
    return KINDS.map((kind) => ({ kind, count: Number(metadata[kind] ?? 0) }))
      .filter(({ count }) => count > 0)
      .map(({ kind, count }) => words(kind, count));
  };
}

function words(kind: (typeof KINDS)[number], count: number): string {
  switch (kind) {
    case "employees":
      return plural(count, { one: "# employee", other: "# employees" });
    case "users":
      return plural(count, { one: "# user", other: "# users" });
    case "external_users":
      return plural(count, { one: "# external user", other: "# external users" });
    case "external_statuses":
      return plural(count, { one: "# external status", other: "# external statuses" });
    case "schedule_days":
      return plural(count, { one: "# scheduled day", other: "# scheduled days" });
    case "exceptions":
      return plural(count, { one: "# exception", other: "# exceptions" });
    case "matches":
      return plural(count, { one: "# activity match", other: "# activity matches" });
  }
}
