import type { RowStatus } from "../../live/status";
import { STATUS_ICONS } from "./grid/icons";

/** The shape of a status; beside a word, so hidden from assistive technology. */
export function StatusIcon({ status, className }: { status: RowStatus; className?: string }) {
  return (
    <svg viewBox="0 0 16 16" aria-hidden="true" className={className}>
      <path d={STATUS_ICONS[status]} fillRule="evenodd" />
    </svg>
  );
}
