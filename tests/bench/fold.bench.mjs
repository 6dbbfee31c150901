/**
 * Folds a long recording (one pod made, deleted and made again, all by bots) and prints how long the whole takes, how
 * long a seek to a random position takes with a snapshot every 1,000 entries (decoding included), and what the state
 * weighs.
 * Run: node --import tsx tests/bench/fold.bench.mjs [entries]
 */
import { evolveEntry } from '../../lib/session/evolve.ts';
import { deskOf } from '../../lib/session/idle.ts';
import { Play } from '../support/play.ts';

const SNAPSHOT_EVERY = 1_000;
const DECODED_AT_ONCE = 50;
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

/** Milliseconds of one core, garbage collection included: on a busy machine the clock tells less. */
function computed(since) {
  const { user, system } = process.cpuUsage(since);
  return (user + system) / 1000;
}

/** Decodes a few lines at a time and folds them, as a room does that is opened again. */
function fold(from, lines) {
  let state = from;
  let spent = 0;
  for (let at = 0; at < lines.length; at += DECODED_AT_ONCE) {
    const decoded = lines.slice(at, at + DECODED_AT_ONCE).map((line) => JSON.parse(line));
    const began = process.cpuUsage();
    for (const entry of decoded) state = evolveEntry(state, entry);
    spent += computed(began);
  }
  return { state, spent };
}

const entries = recording(wanted);
const snapshots = [];
let state = null;
let folded = 0;
const start = process.cpuUsage();
for (let from = 0; from < entries.length; from += SNAPSHOT_EVERY) {
  snapshots.push(state);
  const page = fold(state, entries.slice(from, from + SNAPSHOT_EVERY));
  state = page.state;
  folded += page.spent;
}
const whole = computed(start);

const seeks = Array.from({ length: SEEKS }, (_, index) => {
  const position = 1 + (Math.floor((index * 7919 * entries.length) / SEEKS) % entries.length);
  const from = Math.floor(position / SNAPSHOT_EVERY);
  const began = process.cpuUsage();
  fold(snapshots[from], entries.slice(from * SNAPSHOT_EVERY, position));
  return computed(began);
}).toSorted((left, right) => left - right);

console.log(`${entries.length} entries fold in ${folded.toFixed(0)} ms, ${whole.toFixed(0)} ms with their decoding`);
console.log(`seek: median ${seeks[SEEKS / 2].toFixed(1)} ms, slowest ${seeks.at(-1).toFixed(1)} ms`);
console.log(`state at the end: ${(JSON.stringify(state).length / 1024).toFixed(0)} KiB as JSON`);
