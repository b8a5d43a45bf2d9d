/** The columns of the file, in the order of the template. */
export const COLUMNS = [
  "name",
  "planning_unit",
  "personnel_number",
  "email",
  "groups",
  "integration",
  "external_user",
] as const;

/** A field as RFC 4180 writes it. */
function field(text: string): string {
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** A file with the header line and one example, which names a planning unit and an integration that exist. */
export function template(unit: string, integration: string): string {
  const example = ["First Last", unit, "1001", "first.last@example.com", "", integration, integration && "flast"];
  return `${COLUMNS.join(",")}\r\n${example.map(field).join(",")}\r\n`;
}

/** Hands a file over to the browser's downloads. */
export function download(name: string, text: string): void {
  // The mark at the start tells spreadsheets that it is UTF-8.
  const url = URL.createObjectURL(new Blob(["\uFEFF", text], { type: "text/csv;charset=utf-8" }));
  const link = document.createElement("a");
  link.href = url;
  link.download = name;
  link.click();
  URL.revokeObjectURL(url);
}
