import { join } from 'node:path';

const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
if (major < 20 || (major === 20 && minor < 19)) {
  console.error(`Kubecrew needs Node.js 20.19 or newer; this is ${process.versions.node}. See https://nodejs.org`);
  process.exit(1);
}

// Only after the check: these files already use what an older Node.js does not have.
const { ensureInstalled, root } = await import('./install.mjs');
const { ensureBuilt } = await import('./build.mjs');
const { run } = await import('./run-command.mjs');

try {
  await ensureInstalled();
  await ensureBuilt();
  process.exitCode = await run(
    process.execPath,
    ['--enable-source-maps', join(root, 'dist/main.js'), ...process.argv.slice(2)],
    {
      cwd: root,
      env: { ...process.env, NODE_ENV: 'production' },
    },
  );
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
