import { once } from 'node:events';
import { get } from 'node:http';
import { connect as connectTcp } from 'node:net';

import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { clientMessages } from '../../../lib/wire/client-messages.ts';
import { PROTOCOL_VERSION } from '../../../lib/wire/limits.ts';
import { banParticipant, removeParticipant } from '../../../server/queries/participants.ts';
import { createProjectorLink } from '../../../server/queries/projector-links.ts';
import { createTeacher } from '../../../server/queries/teachers.ts';
import { refusalMessage } from '../../../server/socket/refusal-message.ts';
import { LiveServer } from '../live-server.ts';

let server: LiveServer;

beforeAll(async () => {
  server = await LiveServer.start();
});

afterAll(async () => {
  await server.stop();
});

const id = (name: string) => `${name}-0123456789`;

describe('a connection', () => {
  it.each([{ transports: ['websocket'] }, { transports: ['polling'] }])(
    'plays by $transports',
    async ({ transports }) => {
      const classroom = await server.classroom();
      const { id: me, token } = await server.participant(classroom.id);
      const client = await server.asParticipant(token, transports);
      expect(await client.say('seat.claim', { commandId: id('claim'), seat: 'etcd' })).toMatchObject({ ok: true });
      const last = client.told['view.delta'].at(-1);
      expect(last?.patch.seats).toMatchObject({ etcd: { '/player': me } });
      expect(client.told['roster.update'].at(-1)).toMatchObject({ me, here: [me] });
    },
  );

  it('of the teacher and of the projector is let in with the code to show', async () => {
    const classroom = await server.classroom();
    const { client: database, sources } = server.database;
    const token = await createProjectorLink(database, sources, classroom.id);
    for (const client of [await server.asTeacher(classroom.id), await server.connect({ kind: 'projector', token })]) {
      const roster = await latest(() => client.told['roster.update'].at(-1));
      expect(roster).toMatchObject({ me: null, roomCode: classroom.roomCode });
    }
  });

  it.each([
    { name: 'no such token', auth: { kind: 'participant', token: 'x'.repeat(43) }, reason: 'Unauthenticated' },
    { name: 'no such projector', auth: { kind: 'projector', token: 'x'.repeat(43) }, reason: 'Unauthenticated' },
    { name: 'a short token', auth: { kind: 'participant', token: 'x' }, reason: 'Malformed' },
    { name: 'nothing', auth: {}, reason: 'Malformed' },
    {
      name: 'an unknown member',
      auth: { kind: 'participant', token: 'x'.repeat(43), role: 'teacher' },
      reason: 'Malformed',
    },
    {
      name: 'another protocol',
      auth: { kind: 'participant', token: 'x'.repeat(43), protocolVersion: 99 },
      reason: 'ProtocolVersion',
    },
    { name: 'a teacher without a cookie', auth: { kind: 'teacher', classroom: 'x' }, reason: 'Unauthenticated' },
  ])('with $name is refused: $reason', async ({ auth, reason }) => {
    await expect(server.connect(auth)).rejects.toThrow(reason);
  });

  it('of somebody else’s teacher is refused', async () => {
    const classroom = await server.classroom();
    const { client, sources } = server.database;
    const other = { email: 'lee@school.example', name: 'Lee', passwordHash: 'x', locale: 'ko' as const };
    const created = await createTeacher(client, sources, other);
    const headers = { cookie: await server.teacherCookie(created.ok ? created.value.id : ''), origin: server.url };
    await expect(server.connect({ kind: 'teacher', classroom: classroom.id }, { headers })).rejects.toThrow(
      'NotPermitted',
    );
  });

  it('with a cookie and no origin is refused over WebSocket, where a browser always sends one', async () => {
    const classroom = await server.classroom();
    const headers = { cookie: await server.teacherCookie() };
    await expect(server.connect({ kind: 'teacher', classroom: classroom.id }, { headers })).rejects.toThrow(
      'Unauthenticated',
    );
  });

  it.each(['websocket', 'polling'])('from a foreign page is refused over %s', async (transport) => {
    const { token } = await server.participant((await server.classroom()).id);
    const options = { transports: [transport], headers: { origin: 'https://evil.example' } };
    await expect(server.connect({ kind: 'participant', token }, options)).rejects.toThrow(/error/);
  });

  it('by a foreign name of this server is refused', async () => {
    const url = `${server.url}/socket/?EIO=4&transport=polling`;
    const [response]: unknown[] = await once(get(url, { headers: { host: 'evil.example' } }), 'response');
    expect(response).toMatchObject({ statusCode: 403 });
  });

  it('of somebody removed or banned is refused', async () => {
    const { client, sources } = server.database;
    const classroom = await server.classroom();
    const removed = await server.participant(classroom.id);
    const banned = await server.participant(classroom.id);
    await removeParticipant(client, sources, removed.id);
    await banParticipant(client, sources, banned.id);
    await expect(server.asParticipant(removed.token)).rejects.toThrow('Removed');
    await expect(server.asParticipant(banned.token)).rejects.toThrow('Banned');
  });

  it('too many closes the oldest of the same participant', async () => {
    const { token } = await server.participant((await server.classroom()).id);
    const tabs = [
      await server.asParticipant(token),
      await server.asParticipant(token),
      await server.asParticipant(token),
    ];
    const closed = tabs[0]?.over;
    tabs.push(await server.asParticipant(token));
    await closed;
    expect(tabs[0]?.told['room.closed']).toEqual([{ because: 'replaced' }]);
    expect(tabs.slice(1).map(({ socket }) => socket.connected)).toEqual([true, true, true]);
  });

  it('that returns is told what it missed', async () => {
    const { token } = await server.participant((await server.classroom()).id);
    const first = await server.asParticipant(token);
    const { sessionId, position } = first.told['view.snapshot'][0]!;
    await first.say('seat.claim', { commandId: id('claim'), seat: 'etcd' });
    const answer = await first.say('view.request', { since: { sessionId, position } });
    expect(answer).toEqual({ ok: true });
    expect(first.told['view.delta'].at(-1)).toMatchObject({ from: position, to: position + 1 });
  });
});

describe('whatever a client sends', () => {
  async function client() {
    const { token } = await server.participant((await server.classroom()).id);
    return server.asParticipant(token);
  }

  const nested = (depth: number): unknown => JSON.parse('['.repeat(depth) + ']'.repeat(depth));

  it.each([
    { name: 'an unknown message', type: 'room.destroy', payload: {}, reason: 'UnknownMessage' },
    { name: 'a name of every object', type: 'constructor', payload: {}, reason: 'UnknownMessage' },
    { name: 'no payload', type: 'seat.claim', payload: undefined, reason: 'Malformed' },
    { name: 'a text', type: 'seat.claim', payload: 'etcd', reason: 'Malformed' },
    {
      name: 'an unknown member',
      type: 'seat.claim',
      payload: { commandId: id('x'), seat: 'etcd', participant: 'bob' },
      reason: 'Malformed',
    },
    {
      name: 'a prototype',
      type: 'seat.claim',
      payload: JSON.parse('{"__proto__":{"seat":"etcd"},"commandId":"0123456789"}'),
      reason: 'Malformed',
    },
    { name: 'something deep', type: 'seat.claim', payload: nested(500), reason: 'TooLarge' },
    {
      name: 'something long',
      type: 'moment.mark',
      payload: { commandId: id('x'), note: 'x'.repeat(20_000) },
      reason: 'TooLarge',
    },
    {
      name: 'many members',
      type: 'seat.claim',
      payload: Object.fromEntries(Array.from({ length: 5_000 }, (_, key) => [key, key])),
      reason: 'TooLarge',
    },
    {
      name: 'a binary',
      type: 'seat.claim',
      payload: { commandId: id('x'), seat: Buffer.from('etcd') },
      reason: 'TooLarge',
    },
  ])('$name is answered $reason, and the next message is heard', async ({ type, payload, reason }) => {
    const { say } = await client();
    expect(await say(type, payload)).toEqual({ ok: false, reason, params: {}, message: expect.any(String) });
    expect(await say('seat.claim', { commandId: id('next'), seat: 'etcd' })).toMatchObject({ ok: true });
  });

  it.each([
    { locale: 'ko', message: /[가-힣]/ },
    { locale: 'en', message: /^There is no such seat\./ },
  ])('is refused in the language of the connection: $locale', async ({ locale, message }) => {
    const { token } = await server.participant((await server.classroom()).id);
    const { say } = await server.connect({ kind: 'participant', token, locale });
    const refused = { ok: false, reason: 'UnknownSeat', message: expect.stringMatching(message) };
    expect(await say('seat.claim', { commandId: id('claim'), seat: 'nobody' })).toMatchObject(refused);
  });

  it('is refused in the classroom’s language when the connection names none', async () => {
    const { say } = await client();
    expect(await say('nonsense')).toMatchObject({
      message: refusalMessage('en', { reason: 'UnknownMessage', params: {} }),
    });
  });

  it('so deep that walking over it overflows the stack harms nobody', async () => {
    const { socket, say } = await client();
    socket.io.engine.write(`2["seat.claim",${'['.repeat(20_000)}${']'.repeat(20_000)}]`);
    expect(await say('view.request', {})).toEqual({ ok: true });
    expect(server.errors).toEqual([]);
  });

  it('without asking for an answer harms nobody', async () => {
    const { socket, say } = await client();
    socket.emit('seat.claim', { commandId: id('first'), seat: 'etcd' });
    socket.emit('seat.claim', { commandId: id('second'), seat: 'etcd' }, 'not a function');
    socket.emit('nonsense');
    expect(await say('view.request', {})).toEqual({ ok: true });
    expect(server.errors).toEqual([]);
  });

  it('beyond the packet size ends the connection, and the server goes on', async () => {
    const { socket, over } = await client();
    socket.emit('moment.mark', { commandId: id('x'), note: 'x'.repeat(70_000) });
    await over;
    expect((await client()).socket.connected).toBe(true);
  });

  it('too fast is answered RateLimited', async () => {
    const { say } = await client();
    const answers = await Promise.all(Array.from({ length: 60 }, () => say('view.request', {})));
    const limited = answers.filter(({ reason }) => reason === 'RateLimited').length;
    expect(limited).toBeGreaterThan(10);
    expect(limited).toBeLessThanOrEqual(30);
  });

  it('as a student, no message of the teacher’s is obeyed', async () => {
    const { token } = await server.participant((await server.classroom()).id);
    const payloads: Record<string, object> = {
      'teach.start': { commandId: id('x'), wave: 0 },
      'teach.mode': { commandId: id('x'), mode: 'running' },
      'teach.step': { commandId: id('x') },
      'teach.pace': { pace: 'instant' },
      'teach.assign': { commandId: id('x'), participant: 'p', seat: 'etcd', part: 'player' },
      'teach.release': { commandId: id('x'), participant: 'p', seat: 'etcd' },
      'teach.policy': { commandId: id('x'), absence: 'bot', mistakesShown: 'debrief' },
      'teach.undo': { commandId: id('x') },
      'teach.fault': { commandId: id('x'), fault: { kind: 'registry-down' } },
      'teach.lock': { locked: true },
      'teach.rotate-code': {},
      'teach.remove': { commandId: id('x'), participant: 'p', ban: true },
      'teach.rename': { participant: 'p' },
      'teach.end': { commandId: id('x') },
    };
    expect(Object.keys(payloads).sort()).toEqual(
      Object.keys(clientMessages)
        .filter((type) => type.startsWith('teach.'))
        .sort(),
    );
    const { say } = await server.asParticipant(token);
    for (const [type, payload] of Object.entries(payloads)) {
      expect(await say(type, payload), type).toMatchObject({ ok: false, reason: 'NotPermitted', params: {} });
    }
  });

  it('a client that reads nothing is cut off', async () => {
    const classroom = await server.classroom();
    const { id: me, token } = await server.participant(classroom.id);
    const stalled = await pollOnce(token);
    const opened = await server.registry.open(classroom.id);
    if (!opened.ok) throw new Error(opened.reason);
    const witness = await server.asTeacher(classroom.id);
    expect(witness.told['roster.update'].at(-1)?.here ?? [me]).toEqual([me]);
    for (let count = 0; count < 1_000; count += 1) opened.room.bring(stalled);
    const gone = await latest(() => witness.told['roster.update'].find(({ here }) => here.length === 0));
    expect(gone).toMatchObject({ here: [] });
  });
});

describe('the teacher', () => {
  it('removes a student, whose connection and credential end', async () => {
    const classroom = await server.classroom();
    const { id: student, token } = await server.participant(classroom.id);
    const client = await server.asParticipant(token);
    const teacher = await server.asTeacher(classroom.id);
    const answer = await teacher.say('teach.remove', { commandId: id('remove'), participant: student, ban: false });
    expect(answer).toMatchObject({ ok: true });
    await client.over;
    expect(client.told['room.closed']).toEqual([{ because: 'removed' }]);
    await expect(server.asParticipant(token)).rejects.toThrow('Removed');
  });

  it('locks the door, changes the code and a nickname, and all are told', async () => {
    const classroom = await server.classroom();
    const { id: student } = await server.participant(classroom.id);
    const teacher = await server.asTeacher(classroom.id);
    const before = await latest(() => teacher.told['roster.update'].at(-1));
    expect(await teacher.say('teach.lock', { locked: true })).toEqual({ ok: true });
    expect(await teacher.say('teach.rotate-code', {})).toEqual({ ok: true });
    expect(await teacher.say('teach.rename', { participant: student })).toEqual({ ok: true });
    const after = teacher.told['roster.update'].at(-1);
    expect(after?.locked).toBe(true);
    expect(after?.roomCode).not.toBe(before.roomCode);
    expect(after?.names[student]).not.toBe(before.names[student]);
  });
});

describe('an upgrade', () => {
  it.each(['/', '/_next/webpack-hmr', '/socketry', 'http://192.0.2.1/'])('of %s is refused', async (path) => {
    const { hostname, port } = new URL(server.url);
    const socket = connectTcp(Number(port), hostname);
    socket.write(
      `GET ${path} HTTP/1.1\r\nHost: ${hostname}:${port}\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n` +
        'Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n',
    );
    const [first]: unknown[] = await once(socket, 'data');
    socket.destroy();
    expect(String(first)).toMatch(/^HTTP\/1\.1 400 /);
  });
});

/** Waits for something that another connection's message brings about. */
async function latest<T>(find: () => T | undefined): Promise<T> {
  return expect
    .poll(find, { timeout: 5_000, interval: 10 })
    .toBeDefined()
    .then(() => find()!);
}

/** Connects by polling, reads what there is, and never polls again; returns the connection's id. */
async function pollOnce(token: string): Promise<string> {
  const base = `${server.url}/socket/?EIO=4&transport=polling`;
  const { sid } = JSON.parse((await (await fetch(base)).text()).slice(1)) as { sid: string };
  const auth = JSON.stringify({ kind: 'participant', token, protocolVersion: PROTOCOL_VERSION });
  await fetch(`${base}&sid=${sid}`, { method: 'POST', body: `40${auth}` });
  const welcome = await (await fetch(`${base}&sid=${sid}`)).text();
  return /^40\{"sid":"([^"]+)"/.exec(welcome)?.[1] ?? '';
}
