import { z } from 'zod';

import {
  type JoinAnswer,
  joinAnswerSchema,
  type ReplayPage,
  type RoomsAnswer,
  roomsAnswerSchema,
} from '../../../lib/wire/http.ts';

const TRIES_MAX = 60;
const PAUSE_MILLIS = 250;

async function call<T>(url: string, schema: z.ZodType<T>, body: unknown, cookie?: string): Promise<T> {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: new URL(url).origin, ...(cookie && { cookie }) },
    body: JSON.stringify(body),
  });
  const answer: unknown = await response.json();
  if (!response.ok) throw new Error(`${url} answered ${response.status} ${JSON.stringify(answer)}`);
  return schema.parse(answer);
}

export function openClassroom(url: string, cookie: string, lessonId: string): Promise<RoomsAnswer> {
  const body = { lessonId, title: `Class of ${lessonId}`, locale: 'en' };
  return call(`${url}/api/rooms`, roomsAnswerSchema, body, cookie);
}

export function joinClassroom(url: string, code: string): Promise<JoinAnswer> {
  return call(`${url}/api/join`, joinAnswerSchema, { code, locale: 'en' });
}

const pageSchema = z.object({ entries: z.array(z.looseObject({ position: z.int() })), next: z.int().nullable() });

/** Everything recorded after a position, as the teacher may read it. */
export async function readRecord(
  url: string,
  cookie: string,
  sessionId: string,
  after: number,
): Promise<ReplayPage['entries'][number][]> {
  const entries: ReplayPage['entries'][number][] = [];
  let from = after;
  for (;;) {
    const address = `${url}/api/replay/${sessionId}?after=${from}&limit=500`;
    const response = await patiently(() => fetch(address, { headers: { cookie } }));
    const text = await response.text();
    if (!response.ok) throw new Error(`the record was refused with status ${response.status}: ${text}`);
    const page = readPage(text);
    entries.push(...page.entries);
    if (page.next === null) return entries;
    from = page.next;
  }
}

/** Asks again while nobody listens: the server may be on its way back. */
async function patiently(ask: () => Promise<Response>): Promise<Response> {
  for (let attempt = 1; attempt < TRIES_MAX; attempt += 1) {
    try {
      return await ask();
    } catch {
      await new Promise((resume) => setTimeout(resume, PAUSE_MILLIS));
    }
  }
  return ask();
}

/** Only the envelope is checked: the entries were written by the same program. */
function readPage(text: string): ReplayPage {
  const page: ReplayPage = JSON.parse(text);
  pageSchema.parse(page);
  return page;
}
