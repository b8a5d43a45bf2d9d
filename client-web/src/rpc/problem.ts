import { Code, ConnectError } from "@connectrpc/connect";
import { BadRequestSchema, ErrorInfoSchema } from "../gen/google/rpc/error_details_pb";

/** One wrong field of a request. */
export interface Violation {
  /** Path as in the Protobuf file, e.g. `time_zone` or `activity_matches.matched_types[0]`. */
  field: string;
  /** The server's English words. */
  description: string;
  /** Stable reason, e.g. `TAKEN`; may be empty. */
  reason: string;
}

/** A failed call, as far as the client can tell. */
export interface Problem {
  code: Code;
  /** Stable reason of the domain `kadans`; may be empty. */
  reason: string;
  /** Further facts beside the reason, e.g. how many `employees` use something. */
  metadata: Readonly<Record<string, string>>;
  /** The server's English words. */
  message: string;
  violations: Violation[];
  /** Whether the same call may well succeed a little later. */
  retryable: boolean;
}

const RETRYABLE = new Set([
  Code.Unavailable,
  Code.DeadlineExceeded,
  Code.Internal,
  Code.Unknown,
  Code.ResourceExhausted,
]);

/** Reads an error of a call; anything else counts as an unknown failure. */
export function problemOf(error: unknown): Problem {
  const failure = ConnectError.from(error);
  const info = failure.findDetails(ErrorInfoSchema).find(({ domain }) => domain === "kadans");
  // A fetch that never reached the server surfaces as a TypeError.
  const code = failure.cause instanceof TypeError ? Code.Unavailable : failure.code;
  // Each violation may name its reason; the error as a whole lists them by field as well.
  const violations = failure
    .findDetails(BadRequestSchema)
    .flatMap(({ fieldViolations }) => fieldViolations)
    .map(({ field, description, reason }) => ({ field, description, reason: reason || (info?.metadata[field] ?? "") }));
  return {
    code,
    reason: info?.reason ?? "",
    metadata: info?.metadata ?? {},
    message: failure.rawMessage,
    violations,
    retryable: RETRYABLE.has(code),
  };
}

/** Name of a form field for a violation's path: `time_zone` → `timeZone`; a prefix for the message is dropped. */
export function fieldName(path: string, prefix = ""): string {
  const inner = prefix && path.startsWith(`${prefix}.`) ? path.slice(prefix.length + 1) : path;
  return inner.replace(/\[.*$/, "").replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase());
}
