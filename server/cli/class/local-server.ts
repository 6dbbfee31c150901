import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { root } from '../install.mjs';

const START_MILLIS_MAX = 60_000;
const STOP_MILLIS_MAX = 25_000;

/** The built server in a process of its own. */
export class LocalServer {
  readonly url: string;
  readonly dataDirectory: string;
  /** The one-time token that the server printed for the first teacher; absent when it has one already. */
  readonly setupToken: string | undefined;
  readonly #child: ChildProcess;
  readonly #ownsData: boolean;

  private constructor(made: {
    url: string;
    dataDirectory: string;
    setupToken: string | undefined;
    child: ChildProcess;
    ownsData: boolean;
  }) {
    this.url = made.url;
    this.dataDirectory = made.dataDirectory;
    this.setupToken = made.setupToken;
    this.#child = made.child;
    this.#ownsData = made.ownsData;
  }

  /** Starts the built server on a free port; without a data folder it gets one that goes when it stops. */
  static async start(given: { readonly dataDirectory?: string; readonly port?: number } = {}): Promise<LocalServer> {
    const port = given.port ?? (await freePort());
    const dataDirectory = given.dataDirectory ?? (await mkdtemp(join(tmpdir(), 'kubecrew-class-')));
    const child = spawn(process.execPath, ['dist/main.js'], {
      cwd: root,
      stdio: ['ignore', 'pipe', 'inherit'],
      env: {
        ...process.env,
        NODE_ENV: 'production',
        LOG_LEVEL: 'warn',
        HOST: '127.0.0.1',
        PORT: String(port),
        DATA_DIR: dataDirectory,
      },
    });
    const printed = await announced(child);
    return new LocalServer({
      url: `http://127.0.0.1:${port}`,
      dataDirectory,
      setupToken: /setup\?token=([\w-]+)/.exec(printed)?.[1],
      child,
      ownsData: given.dataDirectory === undefined,
    });
  }

  /** Ends the server without a warning, as a power cut does. */
  async kill(): Promise<void> {
    const exited = once(this.#child, 'exit');
    this.#child.kill('SIGKILL');
    await exited;
  }

  /** Asks the server to stop, and removes its data folder when that was its own. */
  async stop(): Promise<void> {
    if (this.#child.exitCode === null && this.#child.signalCode === null) {
      const exited = once(this.#child, 'exit');
      this.#child.kill('SIGTERM');
      const patience = setTimeout(() => this.#child.kill('SIGKILL'), STOP_MILLIS_MAX);
      await exited;
      clearTimeout(patience);
    }
    if (this.#ownsData) await rm(this.dataDirectory, { recursive: true, force: true });
  }
}

/** What the server says when it listens. The last of it is the link for students or for the first teacher. */
async function announced(child: ChildProcess): Promise<string> {
  const output = child.stdout;
  if (output === null) throw new Error('the server has no output to read');
  let printed = '';
  output.setEncoding('utf8');
  const listening = new Promise<string>((resolve) => {
    output.on('data', (text: string) => {
      printed += text;
      if (printed.includes('Students join') && printed.endsWith('\n')) resolve(printed);
    });
  });
  const ended = once(child, 'exit').then(([code]) => {
    throw new Error(`the server ended with code ${String(code)}`);
  });
  const late = new Promise<never>((_resolve, reject) => {
    setTimeout(() => reject(new Error('the server did not start in time')), START_MILLIS_MAX).unref();
  });
  const text = await Promise.race([listening, ended, late]);
  ended.catch(() => {});
  return text;
}

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const address = probe.address();
  probe.close();
  await once(probe, 'close');
  if (address === null || typeof address === 'string') throw new Error('no TCP port was given');
  return address.port;
}
