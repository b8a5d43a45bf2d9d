/** A notification as Odigo sends it. */
export interface Notification {
  agent: string;
  status: string;
  detail?: string;
  /** How long ago it happened; the present if absent. */
  minutesAgo?: number;
}

/** Sends a notification to its URL the way Odigo does: a form, with nothing but the URL to prove who it is. */
export async function notify(url: string, { agent, status, detail, minutesAgo = 0 }: Notification): Promise<void> {
  const time = new Date(Date.now() - minutesAgo * 60_000).toISOString();
  const fields = { agentId: agent, state: status, timestamp: time, ...(detail && { pauseType: detail }) };
  const response = await fetch(url, { method: "POST", body: new URLSearchParams(fields) });
  if (response.status !== 204) throw new Error(`the notification was answered ${response.status}`);
}
