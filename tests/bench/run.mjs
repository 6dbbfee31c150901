import { join } from 'node:path';

import { root } from '../../server/cli/install.mjs';
import { run } from '../../server/cli/run-command.mjs';

// One after the other, each in a process of its own: they measure time and memory.
for (const name of ['scheduler', 'fold', 'memory']) {
  console.log(`\n${name}`);
  const script = join(root, `tests/bench/${name}.bench.mjs`);
  const code = await run(process.execPath, ['--expose-gc', '--import', 'tsx', script], { cwd: root });
  if (code !== 0) process.exitCode = code;
}
