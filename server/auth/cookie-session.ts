import { decode } from 'next-auth/jwt';

/** next-auth's cookie on http and on https. */
const COOKIE_NAMES = ['next-auth.session-token', '__Secure-next-auth.session-token'];

/**
 * The id of the teacher who signed in with this `Cookie` header, or undefined; never throws. The account may have been
 * disabled since: ask `findActiveTeacher`.
 */
export async function sessionFromCookieHeader(
  cookieHeader: string | undefined,
  secret: string,
): Promise<{ readonly teacherId: string } | undefined> {
  const cookies = parseCookies(cookieHeader ?? '');
  for (const name of COOKIE_NAMES) {
    const teacherId = await subjectOf(joinChunks(cookies, name), secret);
    if (teacherId !== undefined) return { teacherId };
  }
  return undefined;
}

async function subjectOf(token: string, secret: string): Promise<string | undefined> {
  if (token === '') return undefined;
  try {
    const payload = await decode({ token, secret });
    return payload?.sub === '' ? undefined : payload?.sub;
  } catch {
    return undefined;
  }
}

/** A long token is split over cookies named `name.0`, `name.1` and so on. */
function joinChunks(cookies: ReadonlyMap<string, string>, name: string): string {
  const whole = cookies.get(name);
  if (whole !== undefined) return whole;
  let joined = '';
  for (let chunk = 0; cookies.has(`${name}.${chunk}`); chunk += 1) joined += cookies.get(`${name}.${chunk}`) ?? '';
  return joined;
}

/** The first of several cookies with one name counts. The values looked for never need decoding. */
function parseCookies(header: string): Map<string, string> {
  const cookies = new Map<string, string>();
  for (const pair of header.split(';')) {
    const [name = '', ...rest] = pair.split('=');
    const key = name.trim();
    if (key !== '' && !cookies.has(key)) cookies.set(key, rest.join('=').trim());
  }
  return cookies;
}
