import { join } from 'node:path';

import { ensureBuilt } from '../server/cli/build.mjs';
import { ensureInstalled, root } from '../server/cli/install.mjs';
import { run } from '../server/cli/run-command.mjs';
import { requireChromium } from './support/chromium.mjs';

try {
  await ensureInstalled({ development: true });
  const chromium = requireChromium();
  await ensureBuilt();
  // The reporter prints the total; arguments (a folder, --project unit, -u) go to vitest as they are.
  process.exitCode = await run(
    process.execPath,
    [join(root, 'node_modules/vitest/vitest.mjs'), 'run', ...process.argv.slice(2)],
    { cwd: root, env: { ...process.env, CHROMIUM_PATH: chromium } },
  );
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  console.log('0 passed, 1 failed');
  process.exitCode = 1;
}
