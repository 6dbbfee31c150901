import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

// The load driver is started in its own folder; its WebSocket client costs less than any real one.
const { rawConnect } = await import(pathToFileURL(join(process.cwd(), 'lib/rawws.mjs')).href);

const PROTOCOL_VERSION = 2;
const AGAIN_MILLIS = 250;
const EVENT = 50;
const ACKNOWLEDGEMENT = 51;
const TO = Buffer.from('"to":');

/** Signs in once for each server, with the account that its address carries. */
const cookies = new Map();

export function serverOf(url) {
  const { host, searchParams } = new URL(url);
  return {
    socket: `ws://${host}/socket/?EIO=4&transport=websocket`,
    http: `http://${host}`,
    teacher: searchParams.get('teacher'),
  };
}

async function signIn({ http, teacher }) {
  const { email, password } = JSON.parse(Buffer.from(teacher, 'base64url').toString('utf8'));
  const asked = await fetch(`${http}/api/auth/csrf`);
  const { csrfToken } = await asked.json();
  const answered = await fetch(`${http}/api/auth/callback/credentials`, {
    method: 'POST',
    redirect: 'manual',
    headers: { 'content-type': 'application/x-www-form-urlencoded', cookie: cookiesOf(asked), origin: http },
    body: new URLSearchParams({ csrfToken, email, password, json: 'true' }),
  });
  const cookie = cookiesOf(answered);
  if (!cookie.includes('session-token=')) throw new Error(`the sign-in was refused with status ${answered.status}`);
  return cookie;
}

function cookiesOf(response) {
  return response.headers
    .getSetCookie()
    .map((text) => text.split(';')[0])
    .join('; ');
}

export async function post(server, path, body, cookie) {
  const response = await fetch(server.http + path, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: server.http, ...(cookie && { cookie }) },
    body: JSON.stringify(body),
  });
  if (!response.ok) throw new Error(`${path} answered ${response.status} ${await response.text()}`);
  return response.json();
}

/** A teacher's new classroom, with the teacher connected. */
export async function openClassroom(server) {
  if (!cookies.has(server.http)) cookies.set(server.http, signIn(server));
  const cookie = await cookies.get(server.http);
  const body = { lessonId: 'pod-creation', title: 'Load', locale: 'en' };
  const { classroom, roomCode } = await post(server, '/api/rooms', body, cookie);
  const auth = { kind: 'teacher', classroom, protocolVersion: PROTOCOL_VERSION };
  const teacher = await connect(server, auth, `Cookie: ${cookie}\r\nOrigin: ${server.http}\r\n`);
  return { roomCode, teacher };
}

export async function joinClassroom(server, roomCode) {
  const { token, participant } = await post(server, '/api/join', { code: roomCode, locale: 'en' });
  return {
    client: await connect(server, { kind: 'participant', token, protocolVersion: PROTOCOL_VERSION }),
    participant,
  };
}

/** A connection that reads of each delta only how far it goes, and of each acknowledgement the whole. */
function connect(server, auth, headers = '') {
  return new Promise((resolve, reject) => {
    const waiting = new Map();
    let ids = 0;
    let open = false;
    const client = {
      /** Called with the position that each delta reaches. */
      onDelta: () => {},
      send(type, message, answered) {
        ids += 1;
        if (answered !== undefined) waiting.set(ids, answered);
        ws.send(`42${ids}${JSON.stringify([type, message])}`);
      },
      /** Says something of the set-up, again when it was too much at once; resolves to the position of its entry. */
      async say(type, message) {
        for (;;) {
          const answer = await new Promise((done) => this.send(type, { commandId: randomUUID(), ...message }, done));
          if (answer.ok) return answer.position;
          if (answer.reason !== 'RateLimited') throw new Error(`${type} was refused: ${answer.reason}`);
          await new Promise((resume) => setTimeout(resume, AGAIN_MILLIS));
        }
      },
      close: () => ws.close(),
    };
    const ws = rawConnect(server.socket, {
      headers,
      onError: reject,
      onMessage(socket, bytes, start, end) {
        if (bytes[start] === EVENT && end - start === 1) socket.send('3');
        else if (bytes[start] === 48) socket.send(`40${JSON.stringify(auth)}`);
        else if (bytes[start] !== 52) return;
        else if (bytes[start + 1] === 52) reject(new Error(bytes.toString('utf8', start, end)));
        else if (bytes[start + 1] === ACKNOWLEDGEMENT) hearAnswer(bytes.toString('utf8', start + 2, end));
        else if (bytes[start + 1] === EVENT) hearEvent(bytes, start, end);
      },
    });
    const hearAnswer = (text) => {
      const from = text.indexOf('[');
      const id = Number(text.slice(0, from));
      waiting.get(id)?.(JSON.parse(text.slice(from))[0]);
      waiting.delete(id);
    };
    // `42["view.delta",…` differs from `42["view.snapshot",…` at the tenth byte.
    const hearEvent = (bytes, start, end) => {
      if (bytes[start + 9] === 100) {
        const at = bytes.indexOf(TO, start);
        if (at > 0 && at < end) client.onDelta(numberAt(bytes, at + TO.length));
      } else if (!open && bytes[start + 9] === 115) {
        open = true;
        resolve(client);
      }
    };
  });
}

function numberAt(bytes, from) {
  let value = 0;
  for (let at = from; bytes[at] >= 48 && bytes[at] <= 57; at += 1) value = value * 10 + bytes[at] - 48;
  return value;
}
