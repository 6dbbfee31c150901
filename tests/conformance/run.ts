import { readdirSync, readFileSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';
import { HANDLERS } from './handlers/registry.ts';
import { parseVectorFile, type CaseResult } from './vector-file.ts';

const VECTORS = join(import.meta.dirname, 'vectors');

function vectorPaths(place: string): string[] {
  if (statSync(place).isFile()) return [place];
  return readdirSync(place)
    .filter((entry) => entry.endsWith('.json'))
    .sort()
    .map((entry) => join(place, entry));
}

function play(path: string): CaseResult[] {
  const name = basename(path, '.json');
  const file = parseVectorFile(name, readFileSync(path, 'utf8'));
  const handler = HANDLERS[name];
  if (handler !== undefined) return handler(file);
  return file.vectors.map((vector) => ({
    name: vector.name,
    pass: false,
    expected: vector['expected'] ?? vector['steps'],
    actual: 'no handler for this file',
  }));
}

/** Plays vector files and prints one line for each. Arguments: directories or files; none = the repository's own. */
function main(places: readonly string[]): void {
  let passed = 0;
  let failed = 0;
  for (const path of (places.length === 0 ? [VECTORS] : places).flatMap(vectorPaths)) {
    const results = play(path);
    const misses = results.filter((result) => !result.pass);
    passed += results.length - misses.length;
    failed += misses.length;
    console.log(`${basename(path, '.json')}: ${results.length - misses.length} passed, ${misses.length} failed`);
    for (const miss of misses) {
      console.log(`  FAILED ${miss.name}`);
      console.log(`    expected ${JSON.stringify(miss.expected)}`);
      console.log(`    actual   ${JSON.stringify(miss.actual)}`);
    }
  }
  console.log(`${passed} passed, ${failed} failed`);
  if (failed > 0) process.exitCode = 1;
}

main(process.argv.slice(2));
