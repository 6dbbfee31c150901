import { describe, expect, it } from 'vitest';

import { fingerprint } from '../../lib/kernel/canonical.ts';
import type { EventLog } from '../../server/store/event-log.ts';
import { FAST_BOTS, getPods, Harness } from './harness.ts';

async function playing(): Promise<Harness> {
  const harness = await Harness.open();
  await harness.join('ann', 'user');
  await harness.say({ type: 'StartWave', wave: 0 });
  return harness;
}

describe('a command', () => {
  it('is answered with the position of its entry when it is accepted', async () => {
    const harness = await playing();
    const answer = await harness.act('ann', 'user', getPods);
    const entries = await harness.entries();
    expect(answer).toEqual({ ok: true, position: entries.length });
    expect(entries.at(-1)).toMatchObject({
      actor: { kind: 'seat', participant: 'ann', seat: 'user' },
      command: { type: 'Act', action: getPods },
      outcome: { mistakes: [] },
    });
  });

  it('that is refused is recorded and answered with its reason', async () => {
    const harness = await playing();
    const answer = await harness.act('ann', 'etcd', { type: 'CommitTxn', card: 'c1', revision: 1 });
    const last = (await harness.entries()).at(-1);
    expect(answer).toEqual({ ok: false, reason: 'NotYourSeat', params: { seat: 'etcd' }, position: last?.position });
    expect(last?.outcome).toEqual({ refusal: { reason: 'NotYourSeat', params: { seat: 'etcd' } } });
  });

  it('that is sent twice has one effect and the same answer', async () => {
    const harness = await playing();
    const first = await harness.act('ann', 'user', getPods, 'same-id');
    const count = (await harness.entries()).length;
    expect(await harness.act('ann', 'user', getPods, 'same-id')).toEqual(first);
    expect(await harness.entries()).toHaveLength(count);
  });

  it('that is sent again after a restart has its first answer', async () => {
    const harness = await playing();
    const first = await harness.act('ann', 'user', getPods, 'same-id');
    harness.restart();
    expect(await harness.act('ann', 'user', getPods, 'same-id')).toEqual(first);
  });

  it.each([false, true])('whose id was used for another is refused (restart between: %s)', async (restarted) => {
    const harness = await playing();
    await harness.act('ann', 'user', getPods, 'same-id');
    if (restarted) harness.restart();
    const other = await harness.act('ann', 'user', { type: 'DeletePod', name: 'web' }, 'same-id');
    expect(other).toEqual({ ok: false, reason: 'CommandIdReused', params: {} });
  });

  it('of one person has nothing to do with the same id of another', async () => {
    const harness = await playing();
    await harness.join('bob');
    await harness.act('ann', 'user', getPods, 'same-id');
    expect(await harness.act('bob', 'user', getPods, 'same-id')).toMatchObject({ ok: false, reason: 'NotYourSeat' });
  });

  it('is shown to nobody and not answered before it is durable', async () => {
    let release: () => void = () => {};
    let held = false;
    const holding = (log: EventLog): EventLog => {
      const append: EventLog['append'] = async (...request) => {
        if (held) await new Promise<void>((resolve) => (release = resolve));
        return log.append(...request);
      };
      return new Proxy(log, { get: (target, name) => (name === 'append' ? append : bound(target, name)) });
    };
    const harness = await Harness.open({ log: holding });
    const ann = await harness.join('ann', 'user');
    await harness.settled();
    held = true;
    let answered = false;
    const { position } = ann;
    const answer = harness.say({ type: 'StartWave', wave: 0 }).then((value) => {
      answered = true;
      return value;
    });
    await harness.settled();
    expect({ answered, position: ann.position }).toEqual({ answered: false, position });
    release();
    await answer;
    expect({ answered, position: ann.position }).toEqual({ answered: true, position: position + 1 });
  });

  it('is refused at once when too many wait, and every one is answered', async () => {
    const harness = await playing();
    const answers = await Promise.all(Array.from({ length: 520 }, () => harness.act('ann', 'user', getPods)));
    const accepted = answers.filter(({ ok }) => ok).length;
    expect(answers).toHaveLength(520);
    expect(accepted).toBeGreaterThanOrEqual(500);
    expect(accepted).toBeLessThan(520);
    expect(answers.find(({ ok }) => !ok)).toEqual({ ok: false, reason: 'RoomUnavailable', params: {} });
  });
});

describe('a wave played by bots', () => {
  it('reaches everybody without a gap, and the record folds to what was shown', async () => {
    const harness = await Harness.open({ classroom: { settings: FAST_BOTS } });
    const clients = [
      await harness.teacher(),
      await harness.connect({ kind: 'projector' }),
      await harness.join('ann'),
      await harness.join('bob'),
    ];
    await harness.say({ type: 'StartWave', wave: 0 });
    await harness.clock.advance(60_000);
    const room = await harness.room();
    expect(room.state.room.waveDone).toBe(true);
    for (const client of clients) {
      expect(client.faults).toEqual([]);
      expect(client.position).toBe(room.state.position);
      const fresh = await harness.connect(client.viewer);
      expect(client.view).toEqual(fresh.view);
    }
    const entries = await harness.entries();
    expect(entries.map(({ position }) => position)).toEqual(entries.map((_, index) => index + 1));
    const folded = harness.ports.play.fold(null, entries);
    expect(fingerprint(folded)).toBe(fingerprint(room.state));
  });
});

describe('a view', () => {
  it('shows cards to those who hold the seat, and to the teacher', async () => {
    const harness = await Harness.open();
    const ann = await harness.join('ann', 'user');
    const bob = await harness.join('bob', 'etcd');
    const teacher = await harness.teacher();
    await harness.say({ type: 'StartWave', wave: 0 });
    const seats = (client: typeof ann) => Object.values(client.view?.cards ?? {}).map(({ seat }) => seat);
    expect(seats(ann)).toContain('user');
    expect(seats(bob)).toEqual([]);
    expect(seats(teacher)).toContain('user');
  });

  it('tells the code to the teacher and the projector only', async () => {
    const harness = await Harness.open();
    const clients = [await harness.teacher(), await harness.connect({ kind: 'projector' }), await harness.join('ann')];
    expect(clients.map(({ roster }) => roster?.roomCode)).toEqual(['482913', '482913', undefined]);
    expect(clients.map(({ roster }) => roster?.me)).toEqual([null, null, 'ann']);
    expect(clients[0]?.roster?.names).toEqual({ ann: 'Name of ann' });
  });
});

function bound<T extends object>(target: T, name: string | symbol): unknown {
  const value: unknown = Reflect.get(target, name);
  return typeof value === 'function' ? value.bind(target) : value;
}
