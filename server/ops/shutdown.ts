import type { Server as HttpServer } from 'node:http';

import type { Server as SocketServer } from 'socket.io';

import type { Logger } from '../classroom/ports.ts';

const STOP_MILLIS_MAX = 12_000;

interface Door {
  readonly server: HttpServer;
  readonly io: SocketServer;
  readonly app: { close(): Promise<void> };
}

/** What has to be finished in order: the rooms while clients still listen, then where they are kept. */
interface Work {
  readonly rooms: { close(): Promise<void> };
  readonly stores: readonly { close(): Promise<void> }[];
}

/**
 * On SIGTERM or SIGINT: takes no new requests, lets the rooms finish, then the stores, and ends with code 0. A second signal, or a step that takes too long, ends with code 1. An exception that
 * nobody caught takes the same way out, because the program is in no known state then.
 */
export function stopOnSignal(logger: Logger, door: Door, work: Work): void {
  let stopping = false;
  const stop = (why: string, code: number) => {
    if (stopping) process.exit(1);
    stopping = true;
    logger.info({ why }, 'stopping');
    setTimeout(() => process.exit(1), STOP_MILLIS_MAX).unref();
    orderly(door, work).then(
      () => process.exit(code),
      (error: unknown) => {
        logger.error({ error: String(error) }, 'stopped in disorder');
        process.exit(1);
      },
    );
  };
  process.on('SIGTERM', () => stop('SIGTERM', 0));
  process.on('SIGINT', () => stop('SIGINT', 0));
  for (const kind of ['uncaughtException', 'unhandledRejection'] as const) {
    process.on(kind, (error: unknown) => {
      logger.error({ kind, trace: error instanceof Error ? error.stack : String(error) }, 'a bug');
      stop(kind, 1);
    });
  }
}

async function orderly({ server, io, app }: Door, { rooms, stores }: Work): Promise<void> {
  server.close();
  await rooms.close();
  await io.close();
  server.closeAllConnections();
  await app.close();
  for (const store of stores) await store.close();
}
