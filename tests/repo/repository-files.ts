import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, posix, resolve } from 'node:path';

export const ROOT = resolve(import.meta.dirname, '../..');

/** Made by tools, at any depth. */
const MADE = new Set(['node_modules', '.git', '.next', 'dist', 'generated', 'data', 'output']);

/** Material from outside: recorded cases, transcripts and their like, which keep their own form. */
const MATERIAL = /\/(vectors|testdata|golden)\//;

export interface SourceFile {
  /** Relative to the repository, with forward slashes. */
  readonly path: string;
  readonly text: string;
}

export interface Import {
  readonly specifier: string;
  /** The repository path it names, or null for a package. */
  readonly target: string | null;
}

/** Every file a person of this project wrote, in order of path. */
export function writtenFiles(extensions: RegExp): SourceFile[] {
  return pathsUnder('')
    .filter((path) => extensions.test(path) && !MATERIAL.test(path) && path !== 'package-lock.json')
    .map((path) => ({ path, text: readFileSync(join(ROOT, path), 'utf8') }));
}

/** All TypeScript and JavaScript that a person of this project wrote. */
export function codeFiles(): SourceFile[] {
  return writtenFiles(/\.(ts|tsx|mts|mjs|js)$/).filter(({ path }) => path !== 'next-env.d.ts');
}

/** Static and dynamic imports and re-exports, types included. */
export function importsOf({ path, text }: SourceFile): Import[] {
  const statements = /(?:^|[\s;}])(?:from|import)\s*\(?\s*(['"])([^'"\n]+)\1/g;
  return [...code(text).matchAll(statements)].map(([, , specifier = '']) => ({
    specifier,
    target: specifier.startsWith('.') ? posix.join(dirname(path), specifier) : null,
  }));
}

/** The text without its comments; strings stay. Line numbers stay too. */
export function code(text: string): string {
  const commentOrString = /\/\*[\s\S]*?\*\/|(?<=^|[\s;{}(),])\/\/[^\n]*|'(?:\\.|[^'\\\n])*'|"(?:\\.|[^"\\\n])*"/g;
  return text.replaceAll(commentOrString, (part) => (part.startsWith('/') ? part.replaceAll(/[^\n]/g, '') : part));
}

/** `path:line: text` of each line that the pattern finds. */
export function linesWith(files: readonly SourceFile[], pattern: RegExp): string[] {
  return files.flatMap(({ path, text }) =>
    text.split('\n').flatMap((line, index) => (pattern.test(line) ? [`${path}:${index + 1}: ${line.trim()}`] : [])),
  );
}

function pathsUnder(folder: string): string[] {
  return readdirSync(join(ROOT, folder), { withFileTypes: true })
    .filter(({ name }) => !MADE.has(name))
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((item) => {
      const path = folder === '' ? item.name : `${folder}/${item.name}`;
      return item.isDirectory() ? pathsUnder(path) : [path];
    });
}
