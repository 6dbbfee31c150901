import type { Viewer } from '../../lib/session/view.ts';
import { adviseCard } from '../../lib/session/advise.ts';
import { waitingCards } from '../../lib/session/idle.ts';
import { rules } from '../../lib/session/registry.ts';
import { settled } from '../classroom/virtual-clock.ts';
import { randomAct } from './random-action.ts';
import { MATES, RoomWorld, type Tally } from './room-run.ts';
import type { SimulatedClient } from './simulated-client.ts';

const STEPS = 45;
const RECOVERY_STEPS = 600;

/** Lets two classes live through a seeded hour and checks everything on the way. Throws with the seed. */
export async function liveThrough(seed: number): Promise<Tally> {
  const world = new RoomWorld(seed);
  await world.open();
  for (let step = 0; step < STEPS; step += 1) {
    for (let said = world.dice.below(4); said >= 0; said -= 1) await disturb(world);
    await world.harness.clock.advance(world.dice.pick([0, 1, 50, 700, 5_000]));
    world.checkHealth();
    if (step % 4 === 0 && quiet(world)) world.checkViews();
  }
  await recover(world);
  world.checkHealth();
  await world.checkRecords();
  return world.tally;
}

/** True when no append is in doubt: then everybody has been told everything. */
function quiet(world: RoomWorld): boolean {
  return world.asked.every(({ answer }) => answer !== undefined);
}

async function disturb(world: RoomWorld): Promise<void> {
  const { dice } = world;
  if (world.clients.length === 0 || dice.percent(2)) return restart(world);
  const client = dice.pick(world.clients);
  if (client.closed || client.actor.status !== 'open') return comeBack(world, client, false);
  if (dice.percent(6)) return comeBack(world, client, dice.percent(70));
  if (dice.percent(4)) return world.connect(client.classroom, client.viewer);
  switch (client.viewer.kind) {
    case 'teacher':
      return teach(world, client);
    case 'participant':
      return play(world, client, client.viewer.participant);
    case 'projector':
      void (dice.percent(50) ? world.ask(client, 'teach.step', {}) : world.ask(client, 'seat.claim', { seat: 'etcd' }));
      return settled();
  }
}

/** The process dies without a word; what it had in hand goes on against a session it no longer owns. */
async function restart(world: RoomWorld): Promise<void> {
  const away = world.clients.map(({ viewer, classroom }) => ({ viewer, classroom }));
  world.clients = [];
  world.harness.restart();
  world.count('restarted');
  for (const { viewer, classroom } of away) await world.connect(classroom, viewer);
}

async function comeBack(world: RoomWorld, client: SimulatedClient, withSince: boolean): Promise<void> {
  const { sessionId, position, classroom, viewer } = client;
  world.drop(client);
  if (world.dice.percent(50)) await world.harness.clock.advance(world.dice.below(4_000));
  const stale = Math.max(0, position - world.dice.below(4));
  await world.connect(classroom, viewer, withSince ? { sessionId, position: stale } : undefined);
}

async function teach(world: RoomWorld, client: SimulatedClient): Promise<void> {
  const { dice } = world;
  const { room, cluster } = client.actor.state;
  const participant = dice.pick([...(MATES[client.classroom] ?? []), 'stranger']);
  const seat = dice.pick(Object.keys(cluster.seats));
  if (room.mode === 'paused' && dice.percent(60)) {
    void world.ask(client, 'teach.mode', { mode: 'running' });
    return;
  }
  const choices: readonly (() => Promise<void>)[] = [
    () => world.ask(client, 'teach.start', { wave: room.wave + 1 }),
    () => world.ask(client, 'teach.mode', { mode: dice.pick(['running', 'running', 'stepping', 'paused']) }),
    () => world.ask(client, 'teach.step', {}),
    () => world.ask(client, 'teach.pace', { pace: dice.pick(['1x', '10x', '60x', 'instant']) }),
    () => world.ask(client, 'teach.assign', { participant, seat, part: dice.pick(['player', 'partner', 'observer']) }),
    () => world.ask(client, 'teach.release', { participant, seat }),
    () => world.ask(client, 'teach.policy', { absence: dice.pick(['wait', 'bot']), mistakesShown: 'at-once' }),
    () => world.ask(client, 'teach.undo', dice.percent(70) ? {} : { position: 1 + dice.below(80) }),
    () => world.ask(client, 'teach.remove', { participant: 'stranger', ban: false }),
    () => world.ask(client, 'command.submit', actOf(world, client)),
  ];
  void dice.pick(choices)();
}

function play(world: RoomWorld, client: SimulatedClient, me: string): Promise<void> {
  const { dice } = world;
  const { cards = {}, question = {}, predictions = {} } = client.view ?? {};
  const mine = Object.values(cards);
  const open = Object.values(question).find(
    ({ status, mine: answered }) => status === 'open' && answered === undefined,
  );
  const guess = Object.values(predictions).find(({ status, mine: said }) => status === 'open' && said === undefined);
  if (open !== undefined && dice.percent(25)) {
    void world.ask(client, 'question.answer', { question: open.id, option: dice.pick([...open.options, '?']) });
  } else if (guess !== undefined && dice.percent(50)) {
    const choices = guess.choices.map(({ id }) => id);
    void world.ask(client, 'act.predict', { card: guess.card, choice: dice.pick([...choices, ...choices, '?']) });
  } else if (mine.length > 0 && dice.percent(60)) {
    submit(world, client, dice.pick(mine).id);
  } else if (dice.percent(40)) {
    const seat = dice.pick(Object.keys(client.actor.state.cluster.seats));
    void world.ask(client, dice.pick(['seat.claim', 'seat.claim', 'seat.release'] as const), { seat });
  } else if (dice.percent(30)) {
    void world.ask(client, 'hint.take', { card: dice.pick([...Object.keys(cards), 'c1']) });
  } else if (dice.below(3) === 0) {
    void world.ask(client, 'moment.mark', { note: `mark of ${me}` });
  } else if (dice.percent(20)) {
    void world.ask(client, dice.pick(['teach.end', 'command.submit'] as const), { seat: 7 });
  } else {
    void world.ask(client, 'command.submit', actOf(world, client));
  }
  return settled();
}

/** The reference act for a card on one's own desk: once, twice with one id, or again when it is long done. */
function submit(world: RoomWorld, client: SimulatedClient, cardId: string): void {
  const { state } = client.actor;
  const card = state.cluster.cards[cardId];
  if (card === undefined) return;
  const message = { seat: card.seat, action: adviseCard(state, cardId, rules).action };
  const commandId = world.newId();
  void world.ask(client, 'command.submit', message, commandId);
  if (world.dice.percent(30)) {
    world.count('sent twice');
    void world.ask(client, 'command.submit', message, commandId);
  }
  if (world.dice.percent(15)) void world.ask(client, 'command.submit', message);
}

function actOf(world: RoomWorld, client: SimulatedClient): ReturnType<typeof randomAct> {
  return randomAct(world.dice, client.actor.state);
}

/** The weather clears, the teacher goes on, everybody else leaves: bots bring the wave to its goal. */
async function recover(world: RoomWorld): Promise<void> {
  world.weather.appendPercent = 0;
  world.weather.headPercent = 0;
  await world.harness.clock.advance(30_000);
  for (const classroom of Object.keys(MATES)) {
    for (const client of world.clients.filter((other) => other.classroom === classroom)) world.drop(client);
    const viewer: Viewer = { kind: 'teacher' };
    await world.connect(classroom, viewer);
    const teacher = world.clientOf(classroom, 'teacher');
    await world.ask(teacher, 'teach.policy', { absence: 'bot', mistakesShown: 'debrief' });
    await world.ask(teacher, 'teach.mode', { mode: 'running' });
    if (teacher.actor.state.room.wave === -1) await world.ask(teacher, 'teach.start', { wave: 0 });
    await world.ask(teacher, 'teach.pace', { pace: 'instant' });
    for (let step = 0; step < RECOVERY_STEPS && !teacher.actor.state.room.waveDone; step += 1) {
      await world.harness.clock.advance(10_000);
    }
    if (!teacher.actor.state.room.waveDone) world.fail(`bots do not bring ${classroom} to its goal: ${stuck(teacher)}`);
    world.count('goals reached');
    world.checkViews();
  }
}

function stuck({ actor: { state } }: SimulatedClient): string {
  const { mode, wave } = state.room;
  const cards = waitingCards(state).map(({ id, seat, kind }) => `${id} ${kind} of ${seat}`);
  return `wave ${wave + 1}, ${mode}, position ${state.position}, waiting ${cards.join(', ')}`;
}
