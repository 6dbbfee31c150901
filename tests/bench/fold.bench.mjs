/**
 * Folds a long recording (one pod made, deleted and made again, all by bots) and prints how long the whole takes, how
 * long a seek to a random position takes with a snapshot every 1,000 entries (decoding included), and what the state
 * weighs. The recording is made by a process of its own: what play leaves in memory is no business of a fold.
 * Run: node --import tsx tests/bench/fold.bench.mjs [entries]
 */
import { spawnSync } from 'node:child_process';
import { closeSync, mkdtempSync, openSync, readFileSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { foldEntries } from '../../lib/session/evolve.ts';
import { deskOf } from '../../lib/session/idle.ts';
import { Play } from '../support/play.ts';

const SNAPSHOT_EVERY = 1_000;
const SEEKS = 200;
const NEWLINE = 10;
const [wanted = '100000', target] = process.argv.slice(2);

/** Plays on until there are so many entries, and writes them to the file as the log has them: a line of text each. */
function record(length, path) {
  const file = openSync(path, 'w');
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
  for (const entry of play.entries) writeSync(file, `${JSON.stringify(entry)}\n`);
  closeSync(file);
}

/** The bytes of a recording of its own process, and where each line begins. */
function recording(length) {
  const folder = mkdtempSync(join(tmpdir(), 'fold-'));
  try {
    const path = join(folder, 'recording');
    const args = ['--import', 'tsx', fileURLToPath(import.meta.url), String(length), path];
    const { status } = spawnSync(process.execPath, args, { stdio: 'inherit' });
    if (status !== 0) throw new Error('the recording was not made');
    const bytes = readFileSync(path);
    const starts = [0];
    for (let at = bytes.indexOf(NEWLINE); at !== -1; at = bytes.indexOf(NEWLINE, at + 1)) starts.push(at + 1);
    return { bytes, starts, length: starts.length - 1 };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** Decodes one line after the other, as a room does; `timer` adds up how long that takes. */
function* decoded({ bytes, starts }, from, to, timer) {
  for (let at = from; at < to; at += 1) {
    const began = performance.now();
    const entry = JSON.parse(bytes.toString('utf8', starts[at], starts[at + 1] - 1));
    timer.elapsed += performance.now() - began;
    yield entry;
  }
}

function measure() {
  const source = recording(Number(wanted));
  const snapshots = [];
  const decoding = { elapsed: 0 };
  let state = null;
  const start = performance.now();
  for (let from = 0; from < source.length; from += SNAPSHOT_EVERY) {
    snapshots.push(state);
    state = foldEntries(state, decoded(source, from, Math.min(from + SNAPSHOT_EVERY, source.length), decoding));
  }
  const whole = performance.now() - start;
  const folded = whole - decoding.elapsed;

  const seeks = Array.from({ length: SEEKS }, (_, index) => {
    const position = 1 + (Math.floor((index * 7919 * source.length) / SEEKS) % source.length);
    const from = Math.floor(position / SNAPSHOT_EVERY);
    const began = performance.now();
    foldEntries(snapshots[from], decoded(source, from * SNAPSHOT_EVERY, position, { elapsed: 0 }));
    return performance.now() - began;
  }).toSorted((left, right) => left - right);

  console.log(`${source.length} entries fold in ${folded.toFixed(0)} ms, ${whole.toFixed(0)} ms with their decoding`);
  console.log(`seek: median ${seeks[SEEKS / 2].toFixed(1)} ms, slowest ${seeks.at(-1).toFixed(1)} ms`);
  console.log(`state at the end: ${(JSON.stringify(state).length / 1024).toFixed(0)} KiB as JSON`);
}

if (target === undefined) measure();
else record(Number(wanted), target);
