import type { ReplayPage } from '../../../lib/wire/http.ts';
import { api } from '../../_paths.ts';
import { allPasses } from '../../_room/participant-pass.ts';

export type Loaded =
  | { readonly ok: true; readonly page: ReplayPage }
  | { readonly ok: false; readonly reason: 'missing' | 'offline' };

/** Reads the whole record, page by page: as the signed-in teacher, else with a pass that this browser holds. */
export async function loadRecording(session: string): Promise<Loaded> {
  const ways: readonly (string | null)[] = [null, ...allPasses().map(({ token }) => token)];
  try {
    for (const token of ways) {
      const page = await readAll(session, token);
      if (page !== null) return { ok: true, page };
    }
    return { ok: false, reason: 'missing' };
  } catch {
    return { ok: false, reason: 'offline' };
  }
}

async function readAll(session: string, token: string | null): Promise<ReplayPage | null> {
  const headers: Record<string, string> = token === null ? {} : { authorization: `Bearer ${token}` };
  let whole: ReplayPage | null = null;
  let after: number | null = 0;
  while (after !== null) {
    const answer: Response = await fetch(`${api.replay(session)}?after=${after}`, { headers });
    if (answer.status === 404 || answer.status === 401 || answer.status === 403) return null;
    if (!answer.ok) throw new Error(`status ${answer.status}`);
    const page = (await answer.json()) as ReplayPage;
    whole = whole === null ? page : { ...page, entries: [...whole.entries, ...page.entries] };
    after = page.next;
  }
  return whole;
}
