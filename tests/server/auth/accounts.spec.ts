import { mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterEach, beforeEach, describe, expect, test } from 'vitest';

import { LoginLimiter } from '../../../server/auth/login-limiter.ts';
import { hashPassword, verifyPassword } from '../../../server/auth/passwords.ts';
import { loadSecret } from '../../../server/auth/secret.ts';
import { completeSetup, inviteTeacher, prepareFirstSetup } from '../../../server/auth/setup.ts';
import { signIn } from '../../../server/auth/sign-in.ts';
import { equalSecrets, hashToken, issueToken, joinToken } from '../../../server/auth/tokens.ts';
import { disableTeacher } from '../../../server/queries/teachers.ts';
import { openDatabase, type PrismaClient } from '../../../server/store/database.ts';
import { type TemporaryDatabase, temporaryDatabase } from '../store/temporary-database.ts';
import { type TestSources, testSources } from '../test-sources.ts';

const PERSON = { name: '김 선생', email: 'Kim@School.example', password: 'correct horse 배터리', locale: 'ko' };

let temporary: TemporaryDatabase;
let database: PrismaClient;
let sources: TestSources;
beforeEach(async () => {
  temporary = temporaryDatabase();
  database = await openDatabase(temporary.path);
  sources = testSources();
});
afterEach(async () => {
  await database.$disconnect();
  temporary.dispose();
});

const firstToken = async (): Promise<string> => (await prepareFirstSetup(database, sources)) ?? 'no token';

describe('setting up', () => {
  test('the first start gives a link, the link makes a teacher, and later starts give none', async () => {
    const token = await firstToken();
    expect(await completeSetup(database, sources, { ...PERSON, token })).toMatchObject({ ok: true });
    expect(await prepareFirstSetup(database, sources)).toBeUndefined();
    expect(await signIn(database, new LoginLimiter(), PERSON, '192.0.2.1')).toMatchObject({
      email: 'kim@school.example',
    });
  });

  test('a link works once', async () => {
    const token = await firstToken();
    const attempts = await Promise.all(
      ['a@b.example', 'c@d.example'].map((email) => completeSetup(database, sources, { ...PERSON, email, token })),
    );
    expect(attempts.filter(({ ok }) => ok)).toHaveLength(1);
    expect(attempts.filter(({ ok }) => !ok)).toEqual([{ ok: false, error: { reason: 'LinkNotValid' } }]);
  });

  test('a link works for a day, and only the one printed last', async () => {
    const [earlier, token] = [await firstToken(), await firstToken()];
    const refused = { ok: false, error: { reason: 'LinkNotValid' } };
    expect(await completeSetup(database, sources, { ...PERSON, token: earlier })).toEqual(refused);
    sources.advance(24 * 60 * 60 * 1000);
    expect(await completeSetup(database, sources, { ...PERSON, token })).toEqual(refused);
  });

  test('an invited colleague may not take an address that is taken, and the link stays usable', async () => {
    await completeSetup(database, sources, { ...PERSON, token: await firstToken() });
    const token = await inviteTeacher(database, sources);
    expect(await completeSetup(database, sources, { ...PERSON, token })).toEqual({
      ok: false,
      error: { reason: 'EmailTaken' },
    });
    expect(await completeSetup(database, sources, { ...PERSON, email: 'lee@school.example', token })).toMatchObject({
      ok: true,
    });
  });

  test.each([
    ['email', { email: 'not an address' }],
    ['password', { password: 'short' }],
    ['password', { password: 'x'.repeat(129) }],
    ['name', { name: '   ' }],
    ['locale', { locale: 'fr' }],
    ['', { unknown: 1 }],
  ])('a body with a wrong %s is refused by field and does not use the link up', async (field, wrong) => {
    const token = await firstToken();
    expect(await completeSetup(database, sources, { ...PERSON, ...wrong, token })).toEqual({
      ok: false,
      error: { reason: 'Invalid', fields: [field] },
    });
    expect(await completeSetup(database, sources, { ...PERSON, token })).toMatchObject({ ok: true });
  });
});

describe('signing in', () => {
  let teacherId: string;
  beforeEach(async () => {
    const done = await completeSetup(database, sources, { ...PERSON, token: await firstToken() });
    teacherId = done.ok ? done.value.id : '';
  });
  const attempt = (credentials: unknown, limiter = new LoginLimiter()) =>
    signIn(database, limiter, credentials, '192.0.2.1');

  test.each([
    ['as typed', PERSON],
    ['in another case', { ...PERSON, email: ' KIM@SCHOOL.EXAMPLE ' }],
    ['with decomposed characters', { ...PERSON, password: PERSON.password.normalize('NFD') }],
  ])('the right credentials %s', async (_how, credentials) => {
    expect(await attempt(credentials)).toEqual({ id: teacherId, name: '김 선생', email: 'kim@school.example' });
  });

  test.each([
    ['a wrong password', { ...PERSON, password: 'another one here' }],
    ['an unknown account', { ...PERSON, email: 'nobody@school.example' }],
    ['no password', { email: PERSON.email }],
    ['a password that is no text', { ...PERSON, password: { $ne: '' } }],
    ['an endless password', { ...PERSON, password: 'x'.repeat(100_000) }],
    ['nothing', undefined],
  ])('%s is refused without a reason', async (_what, credentials) => {
    expect(await attempt(credentials)).toBeNull();
  });

  test('a disabled account is refused', async () => {
    await disableTeacher(database, sources, teacherId);
    expect(await attempt(PERSON)).toBeNull();
  });

  test('after five wrong passwords even the right one is refused, from that address', async () => {
    const limiter = new LoginLimiter();
    for (let count = 0; count < 5; count += 1) {
      expect(await attempt({ ...PERSON, password: `wrong ${count} wrong` }, limiter)).toBeNull();
    }
    expect(await attempt(PERSON, limiter)).toBeNull();
    expect(await signIn(database, limiter, PERSON, '192.0.2.2')).toMatchObject({ id: teacherId });
  });

  test('passwords are kept as argon2id and compared as such', async () => {
    const passwordHash = await hashPassword('correct horse');
    expect(passwordHash).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
    expect(await verifyPassword(passwordHash, 'correct horse')).toBe(true);
    expect(await verifyPassword(passwordHash, 'correct horsf')).toBe(false);
    expect(await verifyPassword(undefined, 'nobody has this password')).toBe(false);
  });
});

describe('tokens', () => {
  test('are 256 bits, different each time, and known by their hash', () => {
    const [one, two] = [issueToken(sources), issueToken(sources)];
    expect(Buffer.from(one.token, 'base64url')).toHaveLength(32);
    expect(one.token).not.toBe(two.token);
    expect(one.tokenHash).toBe(hashToken(one.token));
  });

  test.each([
    ['a', 'a', true],
    ['a', 'b', false],
    ['a', 'aa', false],
    ['', '', true],
  ])('%j and %j are equal: %s', (left, right, expected) => {
    expect(equalSecrets(left, right)).toBe(expected);
  });

  test('a QR token depends on the secret, the room and its code', () => {
    const tokens = [
      joinToken('secret', 'room', '111111'),
      joinToken('other', 'room', '111111'),
      joinToken('secret', 'moor', '111111'),
      joinToken('secret', 'room', '222222'),
    ];
    expect(new Set(tokens).size).toBe(4);
    expect(joinToken('secret', 'room', '111111')).toBe(tokens[0]);
  });
});

describe('the server’s secret', () => {
  let directory: string;
  beforeEach(() => {
    directory = mkdtempSync(join(tmpdir(), 'kubecrew-secret-'));
  });
  afterEach(() => rmSync(directory, { recursive: true, force: true }));

  test('is made once, in a directory made for it, for the server’s eyes only', () => {
    const data = join(directory, 'data');
    const secret = loadSecret(data, sources);
    expect(secret).toMatch(/^[\w-]{43}$/);
    expect(loadSecret(data, testSources('another start'))).toBe(secret);
    expect(readdirSync(data)).toEqual(['secret']);
    expect(statSync(join(data, 'secret')).mode & 0o777).toBe(0o600);
  });

  test('given a secret that others could read, then they no longer can', () => {
    const secret = issueToken(sources).token;
    writeFileSync(join(directory, 'secret'), `${secret}\n`, { mode: 0o644 });
    expect(loadSecret(directory, sources)).toBe(secret);
    expect(statSync(join(directory, 'secret')).mode & 0o777).toBe(0o600);
  });

  test.each(['', 'short', '\n'])('a damaged file (%j) is not silently replaced', (text) => {
    writeFileSync(join(directory, 'secret'), text);
    expect(() => loadSecret(directory, sources)).toThrow(/does not hold a secret/);
  });
});
