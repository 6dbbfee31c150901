import { appendFileSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

export type SimulationKind = 'core' | 'room' | `lesson/${string}`;

const file = join(import.meta.dirname, 'seeds.txt');

/** The seeds that once failed, and then `count` seeds from 1. */
export function seedsFor(kind: SimulationKind, count: number): number[] {
  const fresh = Array.from({ length: count }, (_, index) => index + 1);
  return [...new Set([...keptSeeds(kind), ...fresh])];
}

/** Keeps a failing seed for every later run. */
export function keepSeed(kind: SimulationKind, seed: number): void {
  if (!keptSeeds(kind).includes(seed)) appendFileSync(file, `${kind} ${seed}\n`);
}

function keptSeeds(kind: SimulationKind): number[] {
  return readFileSync(file, 'utf8')
    .split('\n')
    .filter((line) => line.startsWith(`${kind} `))
    .map((line) => Number(line.slice(kind.length + 1)));
}

/** How many seeds to run: `npm run simulate -- --seeds N` asks for more than the tests do. */
export function seedsWanted(usually: number): number {
  return Number(process.env['SIMULATION_SEEDS'] ?? usually);
}
