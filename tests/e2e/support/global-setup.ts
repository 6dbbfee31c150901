import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

import type { TestProject } from 'vitest/node';

import { requireChromium } from '../../support/chromium.mjs';

declare module 'vitest' {
  interface ProvidedContext {
    /** Where the built server listens, without a slash at the end. */
    serverUrl: string;
    /** The browser to drive: an absolute path. */
    chromiumPath: string;
    /** The server's data folder. */
    dataDirectory: string;
  }
}

const ROOT = resolve(import.meta.dirname, '../../..');
const STARTUP_MILLIS_MAX = 60_000;
const SHUTDOWN_MILLIS_MAX = 15_000;

/** Starts the built server with an empty data folder; the returned function stops it and removes the folder. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const chromiumPath = requireChromium();
  const port = await freePort();
  const dataDirectory = await mkdtemp(join(tmpdir(), 'kubecrew-e2e-'));
  const server = spawn(process.execPath, ['dist/main.js'], {
    cwd: ROOT,
    stdio: ['ignore', 'ignore', 'inherit'],
    env: { ...process.env, NODE_ENV: 'production', PORT: String(port), DATA_DIR: dataDirectory },
  });
  const exited = once(server, 'exit');
  const serverUrl = `http://127.0.0.1:${port}`;
  const stop = async () => {
    server.kill('SIGTERM');
    const patience = setTimeout(() => server.kill('SIGKILL'), SHUTDOWN_MILLIS_MAX);
    const [, signal] = await exited;
    clearTimeout(patience);
    await rm(dataDirectory, { recursive: true, force: true });
    if (signal === 'SIGKILL') throw new Error('the server did not stop when it was asked to');
  };
  try {
    await Promise.race([
      answering(serverUrl),
      exited.then(([code]) => Promise.reject(new Error(`the server ended with code ${code}`))),
    ]);
  } catch (error) {
    await stop();
    throw error;
  }
  project.provide('serverUrl', serverUrl);
  project.provide('chromiumPath', chromiumPath);
  project.provide('dataDirectory', dataDirectory);
  return stop;
}

/** A port that nobody listened on a moment ago. */
async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const address = probe.address();
  probe.close();
  await once(probe, 'close');
  if (address === null || typeof address === 'string') throw new Error('no TCP port was given');
  return address.port;
}

/** Resolves when the first page is served. */
async function answering(url: string): Promise<void> {
  const deadline = Date.now() + STARTUP_MILLIS_MAX;
  while (Date.now() < deadline) {
    const ok = await fetch(url, { redirect: 'manual' }).then(
      (response) => response.status < 500,
      () => false,
    );
    if (ok) return;
    await new Promise((resume) => setTimeout(resume, 200));
  }
  throw new Error(`the server did not answer on ${url} within ${STARTUP_MILLIS_MAX / 1000} s`);
}
