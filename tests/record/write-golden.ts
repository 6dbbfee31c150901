import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { forkSnapshot } from '../../lib/session/fork.ts';
import { Play } from '../support/play.ts';
import { digestOf } from './digest.ts';

/**
 * Writes new golden recordings: `npx tsx tests/record/write-golden.ts NAME`. Never over an old one: a recording that
 * was made once has to play the same for ever.
 */
const folder = join(import.meta.dirname, 'golden');

function wellPlayed(): Play {
  const play = new Play('pod-creation', 11);
  for (const wave of [0, 1, 2]) {
    play.startWave(wave);
    play.bots();
  }
  return play;
}

function withMistakes(): Play {
  const play = new Play('pod-creation', 12);
  play.startWave(0);
  play.act('user', { type: 'CreatePod', name: 'web', image: 'ngnix:1.27', cpu: '500m', memory: '128Mi' });
  play.botsUntil('kube-scheduler', 'bind');
  play.act('kube-scheduler', { type: 'SendMessage', to: 'etcd', verb: 'Txn', path: '/registry/pods/default/web' });
  play.act('kube-scheduler', { type: 'BindPod', node: 'node-1' });
  play.bots();
  return play;
}

function withUndo(): Play {
  const past = new Play('pod-creation', 13);
  past.startWave(0);
  past.botsUntil('kubelet@node-3', 'admit-pod');
  const play = new Play('pod-creation', 13);
  const snapshot = forkSnapshot(past.state, play.state);
  play.entries.length = 0;
  play.state = { ...play.state, position: 0 };
  play.must(
    { type: 'ForkSession', parent: 'parent', parentPosition: past.state.position, snapshot },
    { kind: 'teacher' },
  );
  play.must({ type: 'SetMode', mode: 'running', because: 'teacher' }, { kind: 'teacher' });
  play.bots();
  return play;
}

const [, , name] = process.argv;
if (name === undefined) throw new Error('a name is needed, such as the date');
mkdirSync(folder, { recursive: true });
for (const [kind, make] of Object.entries({ wellPlayed, withMistakes, withUndo })) {
  const path = join(folder, `${name}-${kind}.ndjson`);
  if (existsSync(path)) throw new Error(`${path} exists`);
  const play = make();
  const lines = play.entries.map(({ clock: _clock, ...entry }) => JSON.stringify(entry));
  writeFileSync(path, `${[JSON.stringify({ state: digestOf(play.state) }), ...lines].join('\n')}\n`);
}
