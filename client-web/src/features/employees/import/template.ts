/** The columns of the file, in the order of the template. */
const COLUMNS = ["name", "planning_unit", "personnel_number", "email", "groups", "integration", "external_user"];

/** The header line and one example, which names a planning unit and an integration that exist. */
export function template(unit: string, integration: string): string[][] {
  return [COLUMNS, ["First Last", unit, "1001", "first.last@example.com", "", integration, integration && "flast"]];
}
