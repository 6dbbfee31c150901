/**
 * Lets bots bring up a Deployment of 200 pods on 10 nodes in several classrooms, and prints what one of them holds in
 * memory: the state, and the last states that its actor keeps for connections that come back.
 * Run: node --expose-gc --import tsx tests/bench/memory.bench.mjs [pods] [nodes] [rooms]
 */
import { buildWorld } from '../../lib/lessons/world.ts';
import { adviseCard } from '../../lib/session/advise.ts';
import { decideCommand } from '../../lib/session/decide.ts';
import { idleUntil, waitingCards } from '../../lib/session/idle.ts';
import { rules as product } from '../../lib/session/registry.ts';
import { RecentStates } from '../../server/classroom/recent-states.ts';

const [pods = 200, nodes = 10, rooms = 2] = process.argv.slice(2).map(Number);
const gc = globalThis.gc;
if (gc === undefined) throw new Error('run with --expose-gc');

const manifest = {
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata: { name: 'shop', namespace: 'default', labels: { app: 'shop' } },
  spec: {
    replicas: pods,
    selector: { matchLabels: { app: 'shop' } },
    template: {
      metadata: { labels: { app: 'shop' } },
      spec: {
        containers: [{ name: 'main', image: 'nginx:1.27', resources: { requests: { cpu: '100m', memory: '64Mi' } } }],
      },
    },
  },
};

const lesson = {
  id: 'many-pods',
  minutes: 25,
  people: { least: 1, most: 60 },
  initial: (seed) =>
    buildWorld(seed, {
      users: 1,
      nodes: Array.from({ length: nodes }, (_, index) => ({ name: `node-${index + 1}`, cpu: '32', memory: '64Gi' })),
      watched: ['deployments'],
    }),
  waves: [
    {
      id: 'all-up',
      grain: [],
      missions: [
        {
          id: 'shop',
          seat: 'user',
          name: 'shop',
          image: '',
          cpu: '',
          memory: '',
          aim: 'up',
          task: { do: 'create', resource: 'deployments', manifest },
        },
      ],
      questions: [],
      reached: (state) => runningPods(state) === pods,
      optional: false,
    },
  ],
};
const rules = { ...product, lessons: { [lesson.id]: lesson } };

function runningPods({ machines }) {
  return Object.values(machines)
    .flatMap(({ kubelet }) => Object.values(kubelet.pods))
    .filter(({ reported }) => reported?.phase === 'Running').length;
}

/** A room as its actor has it, played by bots until every pod runs. */
function room(seed) {
  const recent = new RecentStates();
  const sessionId = `room-${seed}`;
  let state = null;
  const give = (command, actor) => {
    const decision = decideCommand(state, command, actor, rules);
    if (!decision.accepted) throw new Error(`${JSON.stringify(command)}: ${JSON.stringify(decision.refusal)}`);
    state = decision.state;
    recent.add({ sessionId, state });
  };
  give({ type: 'OpenSession', lesson: lesson.id, seed }, { kind: 'setup' });
  give({ type: 'StartWave', wave: 0 }, { kind: 'teacher' });
  while (!state.room.waveDone) {
    const [card] = waitingCards(state);
    if (card !== undefined) {
      const { action } = adviseCard(state, card.id, rules);
      give({ type: 'Act', seat: card.seat, action }, { kind: 'bot', seat: card.seat });
    } else if (idleUntil(state) !== null) give({ type: 'AdvanceClock' }, { kind: 'machinery' });
    else throw new Error(`only ${runningPods(state.cluster)} pods ever run`);
  }
  return { state: () => state, recent };
}

function heap() {
  gc();
  gc();
  return process.memoryUsage().heapUsed;
}

/** What the rooms take is what their end gives back: the engine's own memory grows while it plays. */
function measure() {
  const kept = Array.from({ length: rooms }, (_, index) => room(index + 1));
  describe(kept[0].state());
  const held = heap();
  return () => {
    kept.length = 0;
    return held;
  };
}

function describe(state) {
  const size = inMiB(JSON.stringify(state).length);
  console.log(`${runningPods(state.cluster)} pods on ${nodes} nodes after ${state.position} entries; as JSON ${size}`);
}

function inMiB(bytes) {
  return `${(bytes / 2 ** 20).toFixed(2)} MiB`;
}

const began = process.cpuUsage();
const release = measure();
const { user, system } = process.cpuUsage(began);
const held = release();
console.log(`one classroom of ${rooms}: ${inMiB((held - heap()) / rooms)} in memory`);
console.log(`${((user + system) / 1e6 / rooms).toFixed(1)} s of computing for each`);
