/** What became of a call: the parsed answer, or why not. `Offline` when it did not reach the server. */
export type PostOutcome =
  | { readonly ok: true; readonly value: unknown }
  | { readonly ok: false; readonly status: number; readonly reason: string };

/** Posts JSON and reads JSON. Never throws: a page must have something to say in every case. */
export async function postJson(url: string, body: unknown): Promise<PostOutcome> {
  let response: Response;
  try {
    response = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
  } catch {
    return { ok: false, status: 0, reason: 'Offline' };
  }
  let value: unknown = null;
  try {
    value = await response.json();
  } catch {
    return { ok: false, status: response.status, reason: 'Unreadable' };
  }
  if (response.ok) return { ok: true, value };
  return { ok: false, status: response.status, reason: reasonOf(value) };
}

function reasonOf(value: unknown): string {
  const reason: unknown = typeof value === 'object' && value !== null ? Reflect.get(value, 'reason') : undefined;
  return typeof reason === 'string' ? reason : 'Unreadable';
}
