import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

import NextAuth from 'next-auth';
import { encode } from 'next-auth/jwt';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';

import { authOptions } from '../../../server/auth/auth-options.ts';
import { sessionFromCookieHeader } from '../../../server/auth/cookie-session.ts';
import { LoginLimiter } from '../../../server/auth/login-limiter.ts';
import { completeSetup, prepareFirstSetup } from '../../../server/auth/setup.ts';
import { admitHost, hostName } from '../../../server/auth/trusted-hosts.ts';
import { disableTeacher } from '../../../server/queries/teachers.ts';
import { openDatabase, type PrismaClient } from '../../../server/store/database.ts';
import { type TemporaryDatabase, temporaryDatabase } from '../store/temporary-database.ts';
import { testSources } from '../test-sources.ts';

const SECRET = 'the secret of this server, 43 characters ok';
const PERSON = { name: 'Kim', email: 'kim@school.example', password: 'correct horse', locale: 'en' };

describe('a socket’s cookie header', () => {
  const token = (sub: string | undefined, secret = SECRET, maxAge = 60): Promise<string> =>
    encode({ token: sub === undefined ? {} : { sub }, secret, maxAge });

  test.each([
    ['on http', (value: string) => `next-auth.session-token=${value}`],
    ['on https', (value: string) => `__Secure-next-auth.session-token=${value}`],
    ['among others', (value: string) => `a=b; next-auth.csrf-token=x%7Cy;  next-auth.session-token=${value}; c`],
    [
      'in two pieces',
      (value: string) =>
        `next-auth.session-token.1=${value.slice(50)}; next-auth.session-token.0=${value.slice(0, 50)}`,
    ],
    [
      'behind a worthless one',
      (value: string) => `next-auth.session-token=x; __Secure-next-auth.session-token=${value}`,
    ],
  ])('is read %s', async (_where, header) => {
    expect(await sessionFromCookieHeader(header(await token('teacher-1')), SECRET)).toEqual({ teacherId: 'teacher-1' });
  });

  test.each<[string, () => Promise<string | undefined>]>([
    ['no header', async () => undefined],
    ['an empty header', async () => ''],
    ['no such cookie', async () => 'a=b'],
    ['nonsense', async () => 'next-auth.session-token=%%%'],
    ['separators only', async () => '=;;=; ;'],
    ['another server’s token', async () => `next-auth.session-token=${await token('teacher-1', 'another secret')}`],
    ['an expired token', async () => `next-auth.session-token=${await token('teacher-1', SECRET, -60)}`],
    ['a token of nobody', async () => `next-auth.session-token=${await token(undefined)}`],
    ['a token of an empty name', async () => `next-auth.session-token=${await token('')}`],
  ])('with %s is nobody', async (_what, header) => {
    expect(await sessionFromCookieHeader(await header(), SECRET)).toBeUndefined();
  });
});

describe('next-auth with our options, over http on an address', () => {
  let temporary: TemporaryDatabase;
  let database: PrismaClient;
  let server: Server;
  let origin: string;
  let teacherId: string;
  const sources = testSources();

  beforeEach(async () => {
    vi.stubEnv('AUTH_TRUST_HOST', '1');
    temporary = temporaryDatabase();
    database = await openDatabase(temporary.path);
    const token = await prepareFirstSetup(database, sources);
    const done = await completeSetup(database, sources, { ...PERSON, token });
    teacherId = done.ok ? done.value.id : '';
    const handler = NextAuth(
      authOptions({
        database,
        secret: SECRET,
        limiter: new LoginLimiter(),
        signInPath: '/sign-in',
        addressOf: () => '192.0.2.1',
      }),
    );
    server = createServer((request, response) => {
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => chunks.push(chunk));
      request.on('end', () => {
        const url = new URL(request.url ?? '/', 'http://x');
        const cookies = Object.fromEntries(
          (request.headers.cookie ?? '').split('; ').map((pair) => {
            const [name = '', ...value] = pair.split('=');
            return [name, decodeURIComponent(value.join('='))];
          }),
        );
        const body = Object.fromEntries(new URLSearchParams(Buffer.concat(chunks).toString()));
        const query = { ...Object.fromEntries(url.searchParams), nextauth: url.pathname.split('/').slice(3) };
        request.headers['x-forwarded-host'] = request.headers.host;
        request.headers['x-forwarded-proto'] = 'http';
        void handler(
          Object.assign(request, { query, cookies, body }),
          Object.assign(response, {
            status: (code: number) => Object.assign(response, { statusCode: code }),
            json: (value: unknown) => response.end(JSON.stringify(value)),
            send: (value: unknown) => response.end(typeof value === 'string' ? value : JSON.stringify(value)),
          }),
        );
      });
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const address = server.address();
    origin = `http://127.0.0.1:${isAddress(address) ? address.port : 0}`;
  });
  afterEach(async () => {
    vi.unstubAllEnvs();
    await new Promise((resolve) => server.close(resolve));
    await database.$disconnect();
    temporary.dispose();
  });

  const cookiesOf = (response: Response): string =>
    response.headers
      .getSetCookie()
      .map((cookie) => cookie.split(';')[0])
      .join('; ');

  async function postCredentials(password: string): Promise<{ cookie: string; url: string; attributes: string }> {
    const csrf = await fetch(`${origin}/api/auth/csrf`);
    const { csrfToken } = await csrf.json();
    const response = await fetch(`${origin}/api/auth/callback/credentials`, {
      method: 'POST',
      redirect: 'manual',
      headers: { cookie: cookiesOf(csrf), 'content-type': 'application/x-www-form-urlencoded' },
      body: new URLSearchParams({ csrfToken, email: PERSON.email, password, json: 'true' }),
    });
    const { url } = await response.json();
    return { cookie: cookiesOf(response), url, attributes: response.headers.getSetCookie().join('\n') };
  }

  test('the right password gives a cookie that pages and sockets know the teacher by', async () => {
    const { cookie, attributes } = await postCredentials(PERSON.password);
    expect(attributes).toMatch(/^next-auth\.session-token=.*HttpOnly; SameSite=Lax/m);
    expect(await sessionFromCookieHeader(cookie, SECRET)).toEqual({ teacherId });
    const session = await fetch(`${origin}/api/auth/session`, { headers: { cookie } });
    expect(await session.json()).toMatchObject({
      teacher: { id: teacherId, name: 'Kim', email: 'kim@school.example', locale: 'en' },
    });
  });

  test('a wrong password gives no cookie, and an error that leads back to this host', async () => {
    const { cookie, url } = await postCredentials('wrong password');
    expect(await sessionFromCookieHeader(cookie, SECRET)).toBeUndefined();
    expect(new URL(url).origin).toBe(origin);
    expect(new URL(url).searchParams.get('error')).toBe('CredentialsSignin');
  });

  test('a teacher disabled after the sign-in is no longer in the session', async () => {
    const { cookie } = await postCredentials(PERSON.password);
    await disableTeacher(database, sources, teacherId);
    const session = await fetch(`${origin}/api/auth/session`, { headers: { cookie } });
    expect(await session.json()).toEqual({ expires: expect.any(String) });
  });
});

function isAddress(address: AddressInfo | string | null): address is AddressInfo {
  return typeof address === 'object' && address !== null;
}

describe('the host a request was sent to', () => {
  const names = ['localhost', '192.168.0.7', 'fe80::1'];

  test.each([
    ['localhost:3000', 'localhost'],
    ['LOCALHOST.', 'localhost'],
    ['192.168.0.7', '192.168.0.7'],
    ['[fe80::1]:3000', 'fe80::1'],
  ])('%s is %s', (host, name) => {
    expect(hostName(host)).toBe(name);
    expect(admitHost({ host }, { names, proxied: false })).toBe(true);
  });

  test.each([
    'evil.example',
    'localhost.evil.example',
    '192.168.0.7.evil.example:3000',
    '',
    'localhost:3000@evil.example',
  ])('%j is refused', (host) => {
    expect(admitHost({ host }, { names, proxied: false })).toBe(false);
  });

  test('no host at all is refused', () => {
    expect(admitHost({}, { names, proxied: false })).toBe(false);
  });

  test('forwarded headers are dropped unless a proxy of ours sets them', () => {
    const headers = (): Record<string, string> => ({
      host: 'localhost:3000',
      'x-forwarded-host': 'evil.example',
      'x-forwarded-for': '1.2.3.4',
    });
    const direct = headers();
    expect(admitHost(direct, { names, proxied: false })).toBe(true);
    expect(direct).toEqual({ host: 'localhost:3000' });
    expect(admitHost(headers(), { names, proxied: true })).toBe(false);
  });
});
