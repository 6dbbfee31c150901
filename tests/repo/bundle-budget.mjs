import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { gzipSync } from 'node:zlib';

import { build } from 'esbuild';

/** The page a student's phone opens: its folder under app/ without route groups, as Next writes the route. */
const STUDENT_ROUTE = '/play/[classroom]';
const FIRST_LOAD_KIB_MAX = 220;
/** Only solo play and replay simulate in the browser, in chunks that load later. */
const NOT_FOR_STUDENTS = /^lib\/(cluster|components|etcd|kubernetes|lessons|record)\//;

const root = resolve(import.meta.dirname, '../..');

/** What the first visit downloads as JavaScript, measured in the files that Next wrote. */
function sizeProblems() {
  const routes = JSON.parse(readFileSync(join(root, '.next/diagnostics/route-bundle-stats.json'), 'utf8'));
  const page = routes.find(({ route }) => route === STUDENT_ROUTE);
  if (page === undefined) return [`the build has no route ${STUDENT_ROUTE}: STUDENT_ROUTE names the students' page`];
  const kib =
    page.firstLoadChunkPaths.reduce((sum, path) => sum + gzipSync(readFileSync(join(root, path))).length, 0) / 1024;
  console.log(
    `${STUDENT_ROUTE}: ${kib.toFixed(1)} KiB of JavaScript (gzip) at first load, ${FIRST_LOAD_KIB_MAX} allowed`,
  );
  return kib <= FIRST_LOAD_KIB_MAX ? [] : [`${STUDENT_ROUTE} loads more than ${FIRST_LOAD_KIB_MAX} KiB at first`];
}

/** Bundles the page's client components alone: the modules in the chunks that load at once, after tree shaking. */
async function simulationProblems() {
  const page = join('app', relative('/', STUDENT_ROUTE), 'page.tsx');
  const file = sourceOf(page);
  if (file === null) return [`there is no ${page}, in a route group or not`];
  const entries = clientComponentsFrom([file, ...layoutsAbove(file)]);
  const { metafile } = await build({
    absWorkingDir: root,
    entryPoints: entries,
    outdir: join(root, 'dist/budget'),
    write: false,
    metafile: true,
    bundle: true,
    splitting: true,
    minify: true,
    format: 'esm',
    jsx: 'automatic',
    packages: 'external',
    loader: { '.css': 'empty', '.svg': 'empty' },
    plugins: [serverActionsAreRemote],
    logLevel: 'error',
  });
  const found = new Set();
  for (const [path, output] of Object.entries(metafile.outputs)) {
    if (output.entryPoint !== undefined && entries.includes(output.entryPoint))
      collect(metafile.outputs, path, found, new Set());
  }
  return [...found].map((input) => `${STUDENT_ROUTE} loads ${input}: students' pages draw views, they do not simulate`);
}

/** Next sends a reference in place of a "use server" module. */
const serverActionsAreRemote = {
  name: 'server-actions-are-remote',
  setup(builder) {
    builder.onLoad({ filter: /\.tsx?$/ }, ({ path }) =>
      directiveOf(path) === 'use server' ? { contents: 'module.exports = {}', loader: 'js' } : undefined,
    );
  },
};

function collect(outputs, path, found, seen) {
  if (seen.has(path)) return;
  seen.add(path);
  const { inputs, imports } = outputs[path];
  for (const [input, { bytesInOutput }] of Object.entries(inputs)) {
    if (bytesInOutput > 0 && NOT_FOR_STUDENTS.test(input)) found.add(input);
  }
  for (const next of imports) {
    if (next.kind === 'import-statement' && !next.external) collect(outputs, next.path, found, seen);
  }
}

/** The first client component on every import path that starts at these server components. */
function clientComponentsFrom(files) {
  const clients = new Set();
  const seen = new Set();
  const queue = [...files];
  for (let file = queue.pop(); file !== undefined; file = queue.pop()) {
    if (seen.has(file)) continue;
    seen.add(file);
    const directive = directiveOf(file);
    if (directive === 'use client') clients.add(relative(root, file).replaceAll('\\', '/'));
    else if (directive !== 'use server') queue.push(...localImports(file));
  }
  return [...clients];
}

function directiveOf(file) {
  const text = readFileSync(file, 'utf8').replace(/^(\s|\/\*[\s\S]*?\*\/|\/\/[^\n]*\n)*/, '');
  return /^(['"])(use client|use server)\1/.exec(text)?.[2] ?? null;
}

function localImports(file) {
  const text = readFileSync(file, 'utf8').replaceAll(/^import type [^;]*;/gm, '');
  return [...text.matchAll(/(?:from|import)\s*\(?\s*(['"])(\.[^'"]+\.tsx?)\1/g)]
    .map(([, , path]) => resolve(dirname(file), path))
    .filter((path) => existsSync(path) && !relative(root, path).startsWith('server'));
}

function layoutsAbove(file) {
  const layouts = [];
  for (let folder = dirname(file); folder.startsWith(join(root, 'app')); folder = dirname(folder)) {
    if (existsSync(join(folder, 'layout.tsx'))) layouts.push(join(folder, 'layout.tsx'));
  }
  return layouts;
}

/** The page's file; route groups such as (play) are folders that do not show in the address. */
function sourceOf(page) {
  const routes = JSON.parse(readFileSync(join(root, '.next/server/app-paths-manifest.json'), 'utf8'));
  const entry = Object.keys(routes).find(
    (route) => route.endsWith('/page') && `app${route.replaceAll(/\/\([^)]*\)/g, '')}.tsx` === page,
  );
  return entry === undefined ? null : join(root, 'app', `${entry}.tsx`);
}

const problems = [...sizeProblems(), ...(await simulationProblems())];
for (const problem of problems) console.error(problem);
process.exitCode = problems.length === 0 ? 0 : 1;
