import { randomUUID } from 'node:crypto';
import { resolve } from 'node:path';

import { joinClassroom, openClassroom, serverOf } from './classroom.mjs';

// Adapters for the load driver. Each of its actions becomes one recorded command; an event has arrived at a seat when
// the seat was told of the position that the command got in the record. The sender's acknowledgement names it.

const SEATS = 32;
const NODES = ['node-1', 'node-2', 'node-3'];
const PLAYED = [
  'user',
  'user-2',
  'user-3',
  'kube-apiserver',
  'etcd',
  'kube-scheduler',
  'node-controller',
  'replication-controller',
  'endpointslice-controller',
  ...NODES.flatMap((node) => [`kubelet@${node}`, `container-runtime@${node}`, `kube-proxy@${node}`]),
];

/** Which action got which position, and which seat has been told how much: all in the order of the record. */
class Book {
  #actions = new Map();
  #seats = [];
  #base = Infinity;

  /** Positions up to here are the set-up's. */
  begin(base) {
    this.#base = base;
    for (const seat of this.#seats) seat.told = base;
  }

  add(client) {
    const seat = { told: this.#base, reached: 0, tell: () => {} };
    this.#seats.push(seat);
    client.onDelta = (to) => {
      seat.reached = to;
      this.#pass(seat);
    };
    return seat;
  }

  note(action, position) {
    this.#actions.set(position, action);
    for (const seat of this.#seats) this.#pass(seat);
  }

  #pass(seat) {
    while (seat.told < seat.reached) {
      const action = this.#actions.get(seat.told + 1);
      if (action === undefined) return;
      seat.told += 1;
      seat.tell(action);
    }
  }
}

/** A room for each name, begun when its last seat has come. */
function roomsOf(sitDown) {
  const rooms = new Map();
  return async (url, name, index) => {
    const server = serverOf(url);
    const key = `${server.http} ${name}`;
    if (!rooms.has(key)) {
      rooms.set(
        key,
        openClassroom(server).then((classroom) => ({ ...classroom, book: new Book(), came: 0 })),
      );
    }
    const room = await rooms.get(key);
    const joined = await joinClassroom(server, room.roomCode);
    const seat = room.book.add(joined.client);
    await sitDown(room, joined, index);
    room.came += 1;
    if (room.came === SEATS) room.book.begin(await room.teacher.say('teach.start', { wave: 0 }));
    return { room, seat, client: joined.client };
  };
}

function adapter(describe, sitDown, messageOf) {
  const enter = roomsOf(sitDown);
  return {
    describe,
    start: 50,
    server: ({ dataDir }) => [
      {
        cmd: 'node',
        args: ['--expose-gc', resolve(import.meta.dirname, 'start-server.mjs')],
        env: { PORT: '0', DATA_DIR: dataDir },
        cwd: resolve(import.meta.dirname, '../..'),
      },
    ],
    async connect(url, name, index) {
      const { room, seat, client } = await enter(url, name, index);
      return {
        send(action) {
          const [type, message] = messageOf(action, index);
          client.send(type, { commandId: `${action.id}${randomUUID()}`, ...message }, ({ position }) => {
            if (position !== undefined) room.book.note(Number(action.id.slice(1, 10)), position);
          });
        },
        onEvent(tell) {
          seat.tell = tell;
        },
        close() {
          client.close();
          if (index === 0) room.teacher.close();
        },
      };
    },
  };
}

const users = ['user', 'user-2', 'user-3'];

export default {
  'product-mark': adapter(
    'the product: every action marks a moment; 18 seats are taken, the others look on',
    async (_room, { client }, index) => {
      if (index < PLAYED.length) await client.say('seat.claim', { seat: PLAYED[index] });
    },
    ({ id, note }) => ['moment.mark', { note: `${id} ${note}` }],
  ),
  product: adapter(
    'the product: every action is `kubectl get pods`, played through the simulated cluster by the users and their partners',
    async ({ teacher }, { client, participant }, index) => {
      const seat = users[index % users.length];
      if (index < users.length) await client.say('seat.claim', { seat });
      else await teacher.say('teach.assign', { participant, seat, part: 'partner' });
    },
    (_action, index) => ['command.submit', { seat: users[index % users.length], action: { type: 'GetPods' } }],
  ),
};
