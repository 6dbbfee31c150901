import { join } from 'node:path';

import { ensureBuilt } from '../server/cli/build.mjs';
import { ensureInstalled, root } from '../server/cli/install.mjs';
import { run } from '../server/cli/run-command.mjs';

const program =
  (path, ...args) =>
  () =>
    run(process.execPath, [join(root, path), ...args], { cwd: root });

/** In this order: the types of the pages need what the build writes. */
const STEPS = {
  format: program('node_modules/oxfmt/bin/oxfmt', '--check'),
  lint: program('node_modules/oxlint/bin/oxlint', '--type-aware', '--deny-warnings'),
  build: () => ensureBuilt().then(() => 0),
  types: program('node_modules/typescript/bin/tsc', '--noEmit', '-p', '.'),
  purity: program('node_modules/typescript/bin/tsc', '--noEmit', '-p', 'lib'),
  unused: program('node_modules/knip/bin/knip.js'),
  budget: program('tests/repo/bundle-budget.mjs'),
};

await ensureInstalled({ development: true });
const failed = [];
for (const [name, step] of Object.entries(STEPS)) {
  console.log(`\n--- ${name}`);
  const code = await step().catch((error) => (console.error(error.message), 1));
  if (code !== 0) failed.push(name);
}
console.log(failed.length === 0 ? '\nall checks hold' : `\nfailed: ${failed.join(', ')}`);
process.exitCode = failed.length === 0 ? 0 : 1;
