import { join } from 'node:path';
import { parseArgs } from 'node:util';

import { root } from '../../server/cli/install.mjs';
import { run } from '../../server/cli/run-command.mjs';

const { values } = parseArgs({ options: { seeds: { type: 'string', default: '1000' } } });
const seeds = Number(values.seeds);
if (!Number.isInteger(seeds) || seeds < 1) {
  console.error('usage: npm run simulate -- --seeds 5000');
  process.exitCode = 2;
} else {
  const vitest = join(root, 'node_modules/vitest/vitest.mjs');
  process.exitCode = await run(process.execPath, [vitest, 'run', '--project', 'unit', 'tests/simulation'], {
    cwd: root,
    env: { ...process.env, SIMULATION_SEEDS: String(seeds) },
  });
}
