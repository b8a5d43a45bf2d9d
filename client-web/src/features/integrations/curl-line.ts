/** A text as one word of a POSIX shell. */
function quoted(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}

/** A command that sends a status by the push API. @param since from when on it holds */
export function curlLine(url: string, apiKey: string, since: Date): string {
  const item = { agentIdentifier: "jdoe", activityIdentifier: "AVAILABLE", startTime: since.toISOString() };
  const headers = [`Authorization: Bearer ${apiKey}`, "Content-Type: application/json"];
  const parts = [quoted(url), ...headers.map((header) => `-H ${quoted(header)}`)];
  return `curl -i ${parts.join(" ")} -d ${quoted(JSON.stringify({ data: [item] }))}`;
}
