import { describe, expect, test } from 'vitest';
import type { Fault } from '../../lib/cluster/faults.ts';
import { LOCALES } from '../../lib/i18n/locales.ts';
import { messagesFor } from '../../lib/i18n/catalogue.ts';
import { debriefOf } from '../../lib/record/debrief.ts';
import { disturbancesOf, tellDisturbance } from '../../lib/record/disturbances.ts';
import { Play } from '../support/play.ts';

const FAULTS: { readonly [K in Fault['kind']]: Extract<Fault, { kind: K }> } = {
  'power-off': { kind: 'power-off', node: 'node-2' },
  'power-on': { kind: 'power-on', node: 'node-2' },
  cut: { kind: 'cut', node: 'node-2' },
  heal: { kind: 'heal', node: 'node-2' },
  freeze: { kind: 'freeze', seat: 'kubelet@node-2' },
  thaw: { kind: 'thaw', seat: 'kubelet@node-2' },
  crash: { kind: 'crash', node: 'node-2', pod: 'web', exitCode: 137 },
  hang: { kind: 'hang', node: 'node-2', pod: 'web' },
  pressure: { kind: 'pressure', node: 'node-2' },
  'registry-down': { kind: 'registry-down' },
  'registry-up': { kind: 'registry-up' },
  'member-lost': { kind: 'member-lost' },
  'member-back': { kind: 'member-back' },
};

const elected = { name: 'the lead of a standby', by: 'standby', fault: FAULTS.thaw } as const;
const told = Object.values(FAULTS).flatMap((fault) =>
  (['teacher', 'lesson'] as const).map((by) => ({ name: `${fault.kind} by the ${by}`, by, fault })),
);

describe.each(LOCALES)('in %s', (locale) => {
  const { play } = messagesFor(locale, ['play']);

  test.each([...told, elected])('$name is told in a sentence of its own', ({ by, fault }) => {
    const { key, params = {} } = tellDisturbance({ by, fault });
    let text: unknown = play;
    for (const step of key.split('.')) text = typeof text === 'object' && text !== null && Reflect.get(text, step);
    expect(text).toEqual(expect.any(String));
    const named = [...String(text).matchAll(/\{(\w+)\}/g)].map(([, name]) => name ?? '');
    expect(named.toSorted()).toEqual(Object.keys(params).toSorted());
  });
});

test('the debrief tells what the teacher broke from what the lesson did, each with its place', () => {
  const play = new Play('lost-node');
  play.startWave(0);
  play.bots(() => Object.keys(play.state.cluster.trouble?.off ?? {}).length > 0);
  play.must({ type: 'InjectFault', fault: FAULTS['registry-down'] }, { kind: 'teacher' });
  const again = play.give({ type: 'InjectFault', fault: FAULTS['registry-down'] }, { kind: 'teacher' });
  expect(again.accepted).toBe(false);
  const at = play.state.position - 1;
  const { disturbances = [] } = debriefOf([{ id: 's1', entries: play.entries }]) ?? {};
  expect(disturbances).toEqual([
    { by: 'lesson', fault: FAULTS['power-off'], moment: { session: 's1', position: expect.any(Number) } },
    { by: 'teacher', fault: FAULTS['registry-down'], moment: { session: 's1', position: at } },
  ]);
  expect(play.entries.flatMap(disturbancesOf)).toHaveLength(2);
});
