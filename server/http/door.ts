import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { isIP } from 'node:net';
import type { Duplex } from 'node:stream';

import { admitHost, hostName, type HostPolicy } from '../auth/trusted-hosts.ts';
import type { HttpContext } from './context.ts';
import { securityHeaders } from './headers.ts';
import { refused, sendAnswer } from './json.ts';
import { route } from './router.ts';

/** Where requests go that are none of the plain calls: the pages. */
export type PageHandler = (request: IncomingMessage, response: ServerResponse) => Promise<void>;

export interface DoorOptions {
  readonly context: HttpContext;
  readonly hosts: HostPolicy;
  readonly pages: PageHandler;
  readonly development: boolean;
}

const REQUEST_MILLIS_MAX = 30_000;
const HEADERS_MILLIS_MAX = 15_000;

/** The server's one HTTP door: refuses foreign hosts, answers the plain calls, leaves the rest to the pages. */
export function createDoor({ context, hosts, pages, development }: DoorOptions): Server {
  const setHeaders = securityHeaders(development);
  const server = createServer((request, response) => {
    setHeaders(request, response, () => {});
    if (!isAdmitted(request, hosts)) return sendAnswer(response, refused('UnknownHost'));
    answer(context, pages, request, response).catch((error: unknown) => {
      context.logger.error({ error: String(error) }, 'a request failed');
      if (!response.headersSent) response.writeHead(500);
      response.end();
    });
  });
  server.requestTimeout = REQUEST_MILLIS_MAX;
  server.headersTimeout = HEADERS_MILLIS_MAX;
  return server;
}

async function answer(
  context: HttpContext,
  pages: PageHandler,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  if (await route(context, request, response)) return;
  await pages(request, response);
}

/**
 * A path on one of our own hosts. An address as host is always our own, since it cannot be made to point elsewhere;
 * a name is one only if it is known.
 */
export function isAdmitted(request: IncomingMessage, hosts: HostPolicy): boolean {
  if (!(request.url ?? '').startsWith('/')) return false;
  const known = admitHost(request.headers, hosts);
  return known || isIP(hostName(request.headers.host ?? '')) !== 0;
}

type UpgradeHandler = (request: IncomingMessage, socket: Duplex, head: Buffer) => void;

/**
 * Refuses every protocol upgrade but those below `socketPath`, which the live connections take for themselves, and in
 * development those of the pages.
 */
export function guardUpgrades(
  server: Server,
  hosts: HostPolicy,
  { socketPath, pages }: { readonly socketPath: string; readonly pages: UpgradeHandler | undefined },
): void {
  server.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    socket.on('error', () => socket.destroy());
    const url = request.url ?? '';
    if (url.startsWith(`${socketPath}/`)) return;
    if (pages !== undefined && url.startsWith('/_next/') && isAdmitted(request, hosts)) {
      pages(request, socket, head);
      return;
    }
    socket.end('HTTP/1.1 400 Bad Request\r\nConnection: close\r\nContent-Length: 0\r\n\r\n');
  });
}
