import { spawn } from 'node:child_process';
import { constants } from 'node:os';

/**
 * Runs a program with this terminal's input and output and resolves to its exit code (128 + n when signal n ended
 * it). SIGTERM and SIGINT sent to this process are passed on, so that the program decides how it stops.
 */
export function run(command, args, options = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { stdio: 'inherit', ...options });
    // A terminal sends Ctrl-C to the whole group: the program has it already and must not count it twice.
    const interrupt = () => void (process.stdin.isTTY || child.kill('SIGINT'));
    const terminate = () => void child.kill('SIGTERM');
    process.on('SIGINT', interrupt);
    process.on('SIGTERM', terminate);
    const settle = (act) => {
      process.off('SIGINT', interrupt);
      process.off('SIGTERM', terminate);
      act();
    };
    child.once('error', (error) => settle(() => reject(error)));
    child.once('exit', (code, signal) =>
      settle(() => resolve(code ?? 128 + (signal === null ? 0 : constants.signals[signal]))),
    );
  });
}

/** As `run`, but a program that fails is an error. */
export async function runOrThrow(command, args, options) {
  const code = await run(command, args, options);
  if (code !== 0) throw new Error(`${[command, ...args].join(' ')} ended with code ${code}`);
}
