import { execFile } from 'node:child_process';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';

// Runs the built server in this very process, so that its CPU time can be read by process id, and says READY with an
// address that carries a teacher's account.

const root = resolve(import.meta.dirname, '../..');
const write = process.stdout.write.bind(process.stdout);
let printed = '';

Object.assign(process.env, { NODE_ENV: 'production', HOST: '127.0.0.1', LOG_LEVEL: 'error' });
process.env.PORT ??= '0';
process.on('SIGUSR2', () => globalThis.gc?.());
process.stdout.write = (text) => {
  if (printed.includes('Students join')) return true;
  printed += String(text);
  if (printed.includes('Students join')) void announce(printed);
  return true;
};

await import(pathToFileURL(join(root, 'dist/main.js')).href);

async function announce(text) {
  const port = /localhost:(\d+)/.exec(text)?.[1];
  const token = /setup\?token=([\w-]+)/.exec(text)?.[1] ?? '';
  const args = ['--import', 'tsx', join(root, 'tests/load/make-teacher.ts'), process.env.DATA_DIR, token];
  const { stdout } = await promisify(execFile)(process.execPath, args, { cwd: root });
  const teacher = encodeURIComponent(Buffer.from(stdout).toString('base64url'));
  write(`READY ${JSON.stringify({ url: `ws://127.0.0.1:${port}/?teacher=${teacher}` })}\n`);
}
