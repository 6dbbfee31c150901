/** Headers by which a proxy speaks for the client. Without a trusted proxy, only the client can have sent them. */
const FORWARDED_HEADERS = ['forwarded', 'x-forwarded-host', 'x-forwarded-proto', 'x-forwarded-for', 'x-forwarded-port'];

export interface HostPolicy {
  /** Addresses and names this server answers to, without a port: those it printed at start, and configured ones. */
  readonly names: readonly string[];
  /** True when a reverse proxy of ours stands in front and sets the forwarded headers. */
  readonly proxied: boolean;
}

/**
 * Checks the `Host` a request was sent to and drops forwarded headers that no proxy of ours has set. False means the
 * request must be refused: links, cookies and redirects are made from that host, and a foreign page may have its name
 * point to this machine.
 */
export function admitHost(headers: Record<string, string | string[] | undefined>, policy: HostPolicy): boolean {
  if (!policy.proxied) for (const name of FORWARDED_HEADERS) delete headers[name];
  const forwarded = headers['x-forwarded-host'];
  const host = forwarded ?? headers['host'];
  return typeof host === 'string' && policy.names.includes(hostName(host));
}

/** The name in a `Host` header: without the port, in lower case, IPv6 without brackets. */
export function hostName(host: string): string {
  const bracketed = /^\[([^\]]*)\](?::\d+)?$/.exec(host);
  const name = bracketed?.[1] ?? host.replace(/:\d+$/, '');
  return name.toLowerCase().replace(/\.$/, '');
}
