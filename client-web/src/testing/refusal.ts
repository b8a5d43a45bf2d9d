import { Code, ConnectError } from "@connectrpc/connect";
import { BadRequestSchema, ErrorInfoSchema } from "../gen/google/rpc/error_details_pb";

/** The server's answer to bad input. @param metadata reasons by field */
export function refusal(
  violations: { field: string; description: string; reason?: string }[],
  metadata: Record<string, string> = {},
): ConnectError {
  return new ConnectError("the request is invalid", Code.InvalidArgument, undefined, [
    { desc: ErrorInfoSchema, value: { reason: "INVALID_REQUEST", domain: "kadans", metadata } },
    { desc: BadRequestSchema, value: { fieldViolations: violations } },
  ]);
}

/** The server's answer to deleting something that is used. @param uses how many there are of each kind */
export function inUse(uses: Record<string, string>): ConnectError {
  return new ConnectError("it is used", Code.FailedPrecondition, undefined, [
    { desc: ErrorInfoSchema, value: { reason: "IN_USE", domain: "kadans", metadata: uses } },
  ]);
}

/** The server's answer to what it doesn't do, for a reason. */
export function refused(code: Code, reason: string): ConnectError {
  return new ConnectError(`refused: ${reason}`, code, undefined, [
    { desc: ErrorInfoSchema, value: { reason, domain: "kadans", metadata: {} } },
  ]);
}
