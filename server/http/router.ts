import type { IncomingMessage, ServerResponse } from 'node:http';

import type { HttpContext } from './context.ts';
import { health } from './health.ts';
import { join } from './join.ts';
import { type HttpAnswer, refused, sendAnswer } from './json.ts';
import { replay } from './replay.ts';
import { createRoom, createScreen, createSolo, reopenRoom } from './rooms.ts';

interface Call {
  readonly context: HttpContext;
  readonly request: IncomingMessage;
  readonly search: URLSearchParams;
  /** What the path's pattern captured. */
  readonly id: string;
}

interface Route {
  readonly method: 'GET' | 'POST';
  readonly path: RegExp;
  readonly answer: (call: Call) => Promise<HttpAnswer>;
}

const ROUTES: readonly Route[] = [
  { method: 'POST', path: /^\/api\/join$/, answer: ({ context, request }) => join(context, request) },
  { method: 'POST', path: /^\/api\/solo$/, answer: ({ context, request }) => createSolo(context, request) },
  { method: 'POST', path: /^\/api\/rooms$/, answer: ({ context, request }) => createRoom(context, request) },
  {
    method: 'POST',
    path: /^\/api\/rooms\/([\w-]{1,64})\/screen$/,
    answer: ({ context, request, id }) => createScreen(context, request, id),
  },
  {
    method: 'POST',
    path: /^\/api\/rooms\/([\w-]{1,64})\/reopen$/,
    answer: ({ context, request, id }) => reopenRoom(context, request, id),
  },
  {
    method: 'GET',
    path: /^\/api\/replay\/([\w-]{1,64})$/,
    answer: ({ context, request, search, id }) => replay(context, request, id, search),
  },
  { method: 'GET', path: /^\/healthz$/, answer: ({ context }) => health(context) },
];

/** Answers a request to one of the plain calls; false when the path is none of them. */
export async function route(
  context: HttpContext,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<boolean> {
  const [pathname = '', query = ''] = (request.url ?? '').split('?', 2);
  const here = ROUTES.filter(({ path }) => path.test(pathname));
  if (here.length === 0) return false;
  const found = here.find(({ method }) => method === request.method);
  if (found === undefined) {
    sendAnswer(response, refused('MethodNotAllowed', { allow: here.map(({ method }) => method).join(', ') }));
    return true;
  }
  const id = found.path.exec(pathname)?.[1] ?? '';
  try {
    sendAnswer(response, await found.answer({ context, request, search: new URLSearchParams(query), id }));
  } catch (error) {
    context.logger.error({ path: found.path.source, error: String(error) }, 'a call failed');
    if (!response.headersSent) sendAnswer(response, refused('RoomUnavailable'));
  }
  return true;
}
