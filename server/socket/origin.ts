import type { IncomingHttpHeaders, IncomingMessage } from 'node:http';

/**
 * True when a request comes from a page of this server, or from no page at all. Browsers always send `Origin` with a
 * WebSocket and with a call to another site; CORS settings alone do not keep a foreign page's WebSocket out.
 */
export function isOwnOrigin({ headers }: Pick<IncomingMessage, 'headers'>): boolean {
  const { origin, host } = headers;
  if (origin === undefined) return true;
  if (host === undefined) return false;
  try {
    return new URL(origin).host === host.toLowerCase();
  } catch {
    return false;
  }
}

/**
 * Whether a sign-in cookie counts on this request. A cookie is sent along whoever asks, so the request must show
 * that our own page asked: by its origin, or as a plain same-site poll, which carries none.
 */
export function mayUseCookie(headers: IncomingHttpHeaders): boolean {
  if (headers.origin !== undefined) return isOwnOrigin({ headers });
  const isWebSocket = headers.upgrade?.toLowerCase() === 'websocket';
  const site = headers['sec-fetch-site'];
  return !isWebSocket && (site === undefined || site === 'same-origin');
}
