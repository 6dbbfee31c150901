/**
 * Folds a long recording (one pod made, deleted and made again, all by bots) and prints how long the whole takes, how
 * long a seek to a random position takes with a snapshot every 1,000 entries, and what the state weighs.
 * Run: node --import tsx tests/bench/fold.bench.mjs [entries]
 */
import { performance } from 'node:perf_hooks';
import { evolveEntry } from '../../lib/session/evolve.ts';
import { deskOf } from '../../lib/session/idle.ts';
import { Play } from '../support/play.ts';

const SNAPSHOT_EVERY = 1_000;
const SEEKS = 200;
const [wanted = 100_000] = process.argv.slice(2).map(Number);

function recording(length) {
  const play = new Play();
  play.startWave(0);
  play.bots();
  while (play.entries.length < length) {
    const remove = { type: 'DeletePod', name: 'web' };
    play.must({ type: 'Act', seat: 'user', action: remove }, { kind: 'bot', seat: 'user' });
    play.botsThrough((card) => card.kind === 'mission');
    const card = deskOf(play.state, 'user').find(({ kind }) => kind === 'mission');
    if (card === undefined) throw new Error('the mission never comes back');
    play.bot(card);
    play.botsThrough(() => false);
  }
  // As the log has them: lines of text, read a page at a time.
  return play.entries.map((entry) => JSON.stringify(entry));
}

function page(from, to) {
  return entries.slice(from, to).map((line) => JSON.parse(line));
}

const entries = recording(wanted);
const snapshots = [];
let state = null;
let folded = 0;
for (let from = 0; from < entries.length; from += SNAPSHOT_EVERY) {
  snapshots.push(state);
  const read = page(from, from + SNAPSHOT_EVERY);
  const began = performance.now();
  for (const entry of read) state = evolveEntry(state, entry);
  folded += performance.now() - began;
}

const seeks = Array.from({ length: SEEKS }, (_, index) => {
  const position = 1 + (Math.floor((index * 7919 * entries.length) / SEEKS) % entries.length);
  const from = Math.floor(position / SNAPSHOT_EVERY);
  const read = page(from * SNAPSHOT_EVERY, position);
  const start = performance.now();
  let at = snapshots[from];
  for (const entry of read) at = evolveEntry(at, entry);
  return performance.now() - start;
}).toSorted((left, right) => left - right);

const perLakh = (folded / entries.length) * 100_000;
console.log(`${entries.length} entries fold in ${folded.toFixed(0)} ms (${perLakh.toFixed(0)} ms for 100,000)`);
console.log(`seek: median ${seeks[SEEKS / 2].toFixed(1)} ms, slowest ${seeks.at(-1).toFixed(1)} ms`);
console.log(`state at the end: ${(JSON.stringify(state).length / 1024).toFixed(0)} KiB as JSON`);
