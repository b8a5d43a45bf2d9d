import type { I18n } from "@lingui/core";
import { msg } from "@lingui/core/macro";
import type { PlanningUnit } from "../../gen/kadans/v1/planning_unit_pb";

/** The time zones of the chosen planning units, each once; of all if none is chosen. */
export function zonesOf(units: ReadonlyMap<string, PlanningUnit>, chosen: readonly string[]): string[] {
  const shown = chosen.length === 0 ? [...units.values()] : chosen.flatMap((id) => units.get(id) ?? []);
  return [...new Set(shown.map(({ timeZone }) => timeZone))];
}

/** Says in which zones the times on the page are. */
export function zoneLabel(zones: readonly string[], i18n: I18n): string {
  if (zones.length === 0) return "";
  const list = new Intl.ListFormat(i18n.locale, { type: "unit" }).format(zones);
  return zones.length === 1 ? i18n._(msg`Times in ${list}`) : i18n._(msg`Times in each planning unit’s zone: ${list}`);
}
