import type { IncomingMessage, ServerResponse } from 'node:http';

import type { z } from 'zod';

import { MESSAGE_BYTES_MAX } from '../../lib/wire/limits.ts';
import type { HttpReason } from '../../lib/wire/http.ts';
import { isOwnOrigin } from '../socket/origin.ts';
import { parsePayload } from '../socket/payload.ts';

/** What a plain HTTP call is answered with. */
export interface HttpAnswer {
  readonly status: number;
  readonly body: object;
  readonly headers?: Readonly<Record<string, string>>;
}

const STATUS: Readonly<Record<HttpReason, number>> = {
  Malformed: 400,
  TooLarge: 413,
  NotJson: 415,
  ForeignOrigin: 403,
  NotFound: 404,
  RoomLocked: 403,
  RoomFull: 403,
  Banned: 403,
  RateLimited: 429,
  Unauthenticated: 401,
  NotPermitted: 403,
  RoomUnavailable: 503,
  RoomQuarantined: 503,
  MethodNotAllowed: 405,
  UnknownHost: 421,
};

export function refused(reason: HttpReason, headers?: Readonly<Record<string, string>>): HttpAnswer {
  return { status: STATUS[reason], body: { reason }, ...(headers !== undefined && { headers }) };
}

export function sendAnswer(response: ServerResponse, { status, body, headers }: HttpAnswer): void {
  const text = JSON.stringify(body);
  response.writeHead(status, {
    'content-type': 'application/json; charset=utf-8',
    'content-length': Buffer.byteLength(text),
    'cache-control': 'no-store',
    ...headers,
  });
  response.end(text);
}

/** The body of a POST from one of our own pages (or from no page), checked; or why it is refused. */
export async function readBody<T>(
  request: IncomingMessage,
  schema: z.ZodType<T>,
): Promise<{ readonly ok: true; readonly value: T } | { readonly ok: false; readonly answer: HttpAnswer }> {
  const refuse = (reason: HttpReason) => ({ ok: false, answer: refused(reason) }) as const;
  if (!isOwnOrigin(request)) return refuse('ForeignOrigin');
  const [type = ''] = (request.headers['content-type'] ?? '').split(';');
  // Another type could be sent by a foreign page's form, which asks nobody.
  if (type.trim().toLowerCase() !== 'application/json') return refuse('NotJson');
  if (request.headers['content-encoding'] !== undefined) return refuse('NotJson');
  const text = await readText(request);
  if (text === undefined) return refuse('TooLarge');
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return refuse('Malformed');
  }
  const parsed = parsePayload(schema, value);
  return parsed.ok ? parsed : refuse(parsed.reason);
}

/** The body as text; undefined when it is longer than a message may be. */
async function readText(request: IncomingMessage): Promise<string | undefined> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of request) {
    if (!(chunk instanceof Buffer)) return undefined;
    bytes += chunk.length;
    if (bytes > MESSAGE_BYTES_MAX) return undefined;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}
