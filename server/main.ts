import { once } from 'node:events';
import { createServer, type IncomingMessage } from 'node:http';
import { join, resolve } from 'node:path';

import next from 'next';

import { rules } from '../lib/session/registry.ts';
import { CodeLimiter } from './auth/code-limiter.ts';
import { loadSecret } from './auth/secret.ts';
import { prepareFirstSetup } from './auth/setup.ts';
import { playBy } from './classroom/play.ts';
import { databaseRecords } from './classroom/records.ts';
import { RoomRegistry } from './classroom/registry.ts';
import type { HttpContext } from './http/context.ts';
import { createDoor, guardUpgrades, isAdmitted } from './http/door.ts';
import { machineNames, networkAddresses } from './ops/addresses.ts';
import { announcement } from './ops/announce.ts';
import { type Configuration, readConfiguration } from './ops/configuration.ts';
import { createLogger } from './ops/logger.ts';
import { stopOnSignal } from './ops/shutdown.ts';
import { randomFraction, sha256, systemClock, systemSources } from './ops/sources.ts';
import { newId } from './queries/sources.ts';
import { attachSocket, SOCKET_PATH } from './socket/attach.ts';
import { databasePath, openDatabase } from './store/database.ts';
import { migrate } from './store/migrate.ts';
import { SqliteEventLog } from './store/sqlite-event-log.ts';

const ROOT = resolve(import.meta.dirname, '..');

async function main(): Promise<void> {
  const configuration = readConfiguration(process.env);
  const dataDirectory = resolve(configuration.dataDirectory);
  // The pages run in their own copy of the modules and find the data by the environment.
  process.env['DATA_DIR'] = dataDirectory;
  const logger = createLogger(configuration.logLevel);
  const path = databasePath(dataDirectory);
  migrate(path, join(ROOT, 'prisma/migrations'), systemSources.now);
  const database = await openDatabase(path);
  const log = await SqliteEventLog.open(path, {
    restarted: (reason) => logger.error({ reason }, 'append worker restarted'),
    lost: (reason) => {
      throw new Error(`nothing can be recorded any more: ${reason}`);
    },
  });
  const secret = loadSecret(dataDirectory, systemSources);
  const play = playBy(rules);
  const registry = new RoomRegistry({
    log,
    records: databaseRecords(database, systemSources, secret),
    play,
    clock: systemClock,
    logger,
    hash: sha256,
    newId: () => newId(systemSources),
    random: randomFraction,
  });
  const context: HttpContext = {
    database,
    sources: systemSources,
    secret,
    registry,
    play,
    clock: systemClock,
    logger,
    codes: new CodeLimiter((milliseconds) => new Promise((done) => systemClock.after(milliseconds, done))),
    addressOf: addressReader(configuration.proxied),
  };
  const door = await openDoor(configuration, context);
  stopOnSignal(logger, door, { rooms: registry, stores: [log, { close: () => database.$disconnect() }] });
  const setupToken = await prepareFirstSetup(database, systemSources);
  process.stdout.write(announcement({ port: door.port, addresses: networkAddresses(), setupToken }));
  logger.info({ port: door.port }, 'listening');
}

/** Pages, plain calls and live connections on one port. */
async function openDoor({ port, host, allowedHosts, proxied, development }: Configuration, context: HttpContext) {
  const hosts = { names: [...machineNames(), ...networkAddresses(), ...allowedHosts], proxied };
  // Next attaches its upgrade handler to a server of its own, which never listens, and so gets only what we pass on.
  const nextDoor = createServer();
  const app = next({ dev: development, dir: ROOT, hostname: host, port, httpServer: nextDoor });
  await app.prepare();
  const server = createDoor({ context, hosts, development, pages: app.getRequestHandler() });
  const io = attachSocket(server, { ...context, admits: (request) => isAdmitted(request, hosts) });
  guardUpgrades(server, hosts, {
    socketPath: SOCKET_PATH,
    pages: development ? (request, socket, head) => nextDoor.emit('upgrade', request, socket, head) : undefined,
  });
  server.listen(port, host);
  await once(server, 'listening');
  const address = server.address();
  return { server, io, app, port: typeof address === 'object' && address !== null ? address.port : port };
}

function addressReader(proxied: boolean): (request: IncomingMessage) => string {
  return ({ headers, socket }) => {
    const forwarded = proxied ? headers['x-forwarded-for'] : undefined;
    const [first] = typeof forwarded === 'string' ? forwarded.split(',') : [];
    return first?.trim() ?? socket.remoteAddress ?? '';
  };
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
  process.exit(1);
});
