/** A text as one word of a POSIX shell. */
function quoted(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}

/** A command that sends a status by the push API. */
export function curlLine(url: string, apiKey: string): string {
  const status = JSON.stringify({ agent: "jdoe", status: "AVAILABLE" });
  const headers = [`Authorization: Bearer ${apiKey}`, "Content-Type: application/json"];
  return ["curl -i", quoted(url), ...headers.map((header) => `-H ${quoted(header)}`), `-d ${quoted(status)}`].join(" ");
}
