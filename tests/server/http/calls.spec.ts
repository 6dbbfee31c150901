import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import type { JoinAnswer, ReplayPage, RoomsAnswer, ScreenAnswer } from '../../../lib/wire/http.ts';
import type { RoomConnection } from '../../../server/classroom/ports.ts';
import { setLocked } from '../../../server/queries/classrooms.ts';
import { LiveServer } from '../live-server.ts';

let server: LiveServer;

beforeAll(async () => {
  server = await LiveServer.start();
});

afterAll(async () => {
  await server.stop();
});

async function answerOf<T>(response: Response): Promise<T> {
  const body: T = await response.json();
  return body;
}

const id = (name: string) => `${name}-0123456789`;

describe('POST /api/join', () => {
  it.each([
    { name: 'as it is', typed: (code: string) => code },
    { name: 'with a space', typed: (code: string) => ` ${code.slice(0, 3)} ${code.slice(3)} ` },
    {
      name: 'in full-width digits',
      typed: (code: string) => code.replace(/\d/g, (digit) => String.fromCodePoint(0xff10 + Number(digit))),
    },
  ])('lets somebody in by the code typed $name', async ({ typed }) => {
    const { id: classroom, roomCode } = await server.classroom();
    const response = await server.post('/api/join', { code: typed(roomCode), locale: 'en' });
    const answer = await answerOf<JoinAnswer>(response);
    expect(response.status).toBe(200);
    expect(answer.classroom).toBe(classroom);
    const client = await server.asParticipant(answer.token);
    expect(client.told['view.snapshot'][0]?.view.people).toHaveProperty(answer.participant);
  });

  it('lets a whole class in at once, each under a name and with a token of their own', async () => {
    const { roomCode } = await server.classroom();
    const responses = await Promise.all(Array.from({ length: 35 }, () => server.post('/api/join', { code: roomCode })));
    const answers = await Promise.all(responses.map((response) => answerOf<JoinAnswer>(response)));
    expect(new Set(answers.map(({ nickname }) => nickname)).size).toBe(35);
    expect(new Set(answers.map(({ token }) => token)).size).toBe(35);
  });

  it('does not let anybody in through a locked door', async () => {
    const { id: classroom, roomCode } = await server.classroom();
    await setLocked(server.database.client, classroom, true);
    const response = await server.post('/api/join', { code: roomCode });
    expect({ status: response.status, body: await response.json() }).toEqual({
      status: 403,
      body: { reason: 'RoomLocked' },
    });
  });

  it('counts wrong codes and never right ones', async () => {
    const { roomCode } = await server.classroom();
    const wrong = roomCode === '100000' ? '100001' : '100000';
    const statuses: number[] = [];
    for (let count = 0; count < 11; count += 1) {
      const response = await server.post('/api/join', { code: wrong });
      statuses.push(response.status);
      if (response.status === 429) expect(Number(response.headers.get('retry-after'))).toBeGreaterThan(0);
    }
    expect(statuses).toEqual([...Array.from({ length: 10 }, () => 404), 429]);
    expect((await server.post('/api/join', { code: roomCode })).status).toBe(200);
  });
});

interface BadPost {
  readonly name: string;
  readonly body: unknown;
  readonly headers: Record<string, string>;
  readonly status: number;
  readonly reason: string;
}

describe('a POST', () => {
  it.each<BadPost>([
    { name: 'of text', body: '{}', headers: { 'content-type': 'text/plain' }, status: 415, reason: 'NotJson' },
    { name: 'of compressed JSON', body: '{}', headers: { 'content-encoding': 'gzip' }, status: 415, reason: 'NotJson' },
    { name: 'of no JSON', body: '{', headers: {}, status: 400, reason: 'Malformed' },
    { name: 'with an unknown member', body: { code: '1', admin: true }, headers: {}, status: 400, reason: 'Malformed' },
    { name: 'of too much', body: { code: 'x'.repeat(20_000) }, headers: {}, status: 413, reason: 'TooLarge' },
    {
      name: 'of something deep',
      body: '['.repeat(8_000) + ']'.repeat(8_000),
      headers: {},
      status: 413,
      reason: 'TooLarge',
    },
    {
      name: 'from a foreign page',
      body: { code: '1' },
      headers: { origin: 'https://evil.example' },
      status: 403,
      reason: 'ForeignOrigin',
    },
    { name: 'from nowhere', body: { code: '1' }, headers: { origin: 'null' }, status: 403, reason: 'ForeignOrigin' },
  ])('$name is refused with $status', async ({ body, headers, status, reason }) => {
    const response = await server.post('/api/join', body, headers);
    expect({ status: response.status, body: await response.json() }).toEqual({ status, body: { reason } });
  });
});

describe('POST /api/solo', () => {
  it('opens a room that is already under way', async () => {
    const response = await server.post('/api/solo', { lesson: 'pod-creation', seat: 'etcd', locale: 'en' });
    const { participant, token } = await answerOf<JoinAnswer>(response);
    const client = await server.asParticipant(token);
    const view = client.told['view.snapshot'][0]?.view;
    expect(view?.room['room']).toMatchObject({ mode: 'running', wave: 0 });
    expect(view?.seats['etcd']?.player).toBe(participant);
    expect(await client.say('teach.pace', { pace: '60x' })).toEqual({ ok: true });
    expect(await client.say('teach.end', { commandId: id('end') })).toMatchObject({ ok: true });
  });

  it.each([
    { lesson: 'nowhere', seat: 'etcd' },
    { lesson: 'constructor', seat: 'etcd' },
    { lesson: 'pod-creation', seat: 'kubelet@nowhere' },
  ])('refuses $lesson and $seat', async (body) => {
    expect((await server.post('/api/solo', body)).status).toBe(404);
  });
});

describe('POST /api/rooms', () => {
  const body = { lessonId: 'pod-creation', title: 'Class 3', locale: 'ko' };

  it('opens a classroom for a teacher, with a code that lets people in and a screen that may look', async () => {
    const headers = { cookie: await server.teacherCookie(), origin: server.url };
    const response = await server.post('/api/rooms', body, headers);
    const { classroom, roomCode } = await answerOf<RoomsAnswer>(response);
    expect(response.status).toBe(201);
    expect((await server.post('/api/join', { code: roomCode })).status).toBe(200);
    const screen = await answerOf<ScreenAnswer>(await server.post(`/api/rooms/${classroom}/screen`, {}, headers));
    const client = await server.connect({ kind: 'projector', token: screen.token });
    expect(client.told['view.snapshot']).toHaveLength(1);
    expect(await client.say('teach.end', { commandId: id('end') })).toMatchObject({ reason: 'NotPermitted' });
  });

  it('refuses somebody who is not signed in, and a screen to anybody but the owner', async () => {
    const { id: classroom } = await server.classroom();
    expect((await server.post('/api/rooms', body)).status).toBe(401);
    expect((await server.post(`/api/rooms/${classroom}/screen`, {})).status).toBe(404);
  });

  it('does not take the cookie of a request that a foreign page sent', async () => {
    const headers = { cookie: await server.teacherCookie(), origin: 'https://evil.example' };
    expect((await server.post('/api/rooms', body, headers)).status).toBe(403);
  });
});

describe('POST /api/rooms/CLASSROOM/reopen', () => {
  const broken: RoomConnection = {
    id: 'broken',
    viewer: { kind: 'projector' },
    send: (type) => {
      if (type === 'view.snapshot') throw new Error('a broken invariant');
    },
    close: () => {},
  };

  async function closeByBug(classroom: string): Promise<void> {
    const opened = await server.registry.open(classroom);
    if (!opened.ok) throw new Error(opened.reason);
    opened.room.connect(broken);
  }

  it('opens a room that a bug has closed for its teacher, once, and for nobody else', async () => {
    const { id: classroom } = await server.classroom();
    const path = `/api/rooms/${classroom}/reopen`;
    const headers = { cookie: await server.teacherCookie(), origin: server.url };
    await closeByBug(classroom);
    await expect(server.asTeacher(classroom)).rejects.toThrow('RoomQuarantined');
    expect((await server.post(path, {})).status).toBe(404);
    await expect(server.asTeacher(classroom)).rejects.toThrow('RoomQuarantined');
    const reopened = await server.post(path, {}, headers);
    expect({ status: reopened.status, body: await reopened.json() }).toEqual({ status: 200, body: { classroom } });
    expect((await server.asTeacher(classroom)).told['view.snapshot']).toHaveLength(1);
    await closeByBug(classroom);
    const again = await server.post(path, {}, headers);
    expect({ status: again.status, body: await again.json() }).toEqual({
      status: 503,
      body: { reason: 'RoomQuarantined' },
    });
  });
});

describe('GET /api/replay/SESSION', () => {
  async function recorded() {
    const classroom = await server.classroom();
    const ann = await server.participant(classroom.id);
    const bob = await server.participant(classroom.id);
    const client = await server.asParticipant(bob.token);
    await client.say('moment.mark', { commandId: id('mark'), note: 'a note of Bob' });
    const { sessionId } = client.told['view.snapshot'][0] ?? { sessionId: '' };
    return { url: `${server.url}/api/replay/${sessionId}`, ann, bob };
  }

  const notes = ({ entries }: ReplayPage) =>
    entries.flatMap(({ command }) => (command.type === 'MarkMoment' ? [command.note] : []));

  it('gives the teacher everything, page by page', async () => {
    const { url } = await recorded();
    const headers = { cookie: await server.teacherCookie() };
    const whole = await answerOf<ReplayPage>(await fetch(url, { headers }));
    expect(whole).toMatchObject({ scope: 'full', me: null, next: null, lesson: 'pod-creation' });
    expect(notes(whole)).toEqual(['a note of Bob']);
    const first = await answerOf<ReplayPage>(await fetch(`${url}?limit=2`, { headers }));
    const rest = await answerOf<ReplayPage>(await fetch(`${url}?after=${first.next}`, { headers }));
    expect([...first.entries, ...rest.entries]).toEqual(whole.entries);
  });

  it('leaves other people’s notes out for a participant, and no position', async () => {
    const { url, ann, bob } = await recorded();
    const asked = async (token: string) =>
      answerOf<ReplayPage>(await fetch(url, { headers: { authorization: `Bearer ${token}` } }));
    const [hers, his] = [await asked(ann.token), await asked(bob.token)];
    expect([hers.scope, notes(hers), notes(his)]).toEqual(['class', [''], ['a note of Bob']]);
    expect(JSON.stringify(hers)).not.toContain('a note of Bob');
    expect(hers.entries.map(({ position }) => position)).toEqual(his.entries.map(({ position }) => position));
  });

  it('does not exist for anybody else', async () => {
    const { url } = await recorded();
    const stranger = await server.participant((await server.classroom()).id);
    const attempts: Record<string, string>[] = [
      {},
      { authorization: `Bearer ${stranger.token}` },
      { authorization: 'Bearer %%' },
      { cookie: await server.teacherCookie('another-teacher') },
    ];
    for (const headers of attempts) expect((await fetch(url, { headers })).status).toBe(404);
    expect((await fetch(`${server.url}/api/replay/nothing`)).status).toBe(404);
  });

  it.each(['after=-1', 'after=1e18', 'after=NaN', 'limit=0', 'limit=100000'])('refuses %s', async (query) => {
    const { url } = await recorded();
    expect((await fetch(`${url}?${query}`)).status).toBe(400);
  });
});

describe('the door', () => {
  it('answers the health check and says no to other methods', async () => {
    expect(await (await fetch(`${server.url}/healthz`)).json()).toMatchObject({ status: 'ok' });
    const response = await fetch(`${server.url}/api/join`);
    expect([response.status, response.headers.get('allow')]).toEqual([405, 'POST']);
  });

  it('leaves everything else to the pages, with the headers that protect them', async () => {
    const response = await fetch(server.url);
    expect(await response.text()).toBe('a page');
    expect(response.headers.get('content-security-policy')).toContain("frame-ancestors 'none'");
    expect(response.headers.get('x-content-type-options')).toBe('nosniff');
    expect(response.headers.get('strict-transport-security')).toBeNull();
  });
});
