import type { ExternalStatus } from "../../gen/kadans/v1/external_status_pb";

/** A status with its detail, in one line. */
export function wordsOf({ status, detail }: Pick<ExternalStatus, "status" | "detail">): string {
  return [status, detail].filter(Boolean).join(" · ");
}
