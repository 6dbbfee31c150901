import { parentPort, workerData } from 'node:worker_threads';

import { z } from 'zod';

import { unreachable } from '../../lib/kernel/assert.ts';
import type { WorkerAnswer, WorkerCall, WorkerRequest } from './append-messages.ts';
import { EntryTable, readableReason } from './entry-table.ts';
import { openSqlite } from './sqlite-connection.ts';

/** The thread that owns the record's write connection, so that no fsync ever stops the event loop. */
function main(): void {
  const port = parentPort;
  if (port === null) throw new Error('the append worker is a worker thread');
  const { path } = z.object({ path: z.string() }).parse(workerData);
  const table = openTable(path);
  port.on('message', (request: WorkerRequest) => {
    port.postMessage(answer(table, request));
    if (request.kind === 'close') port.close();
  });
}

/** An error of the driver loses its message on the way to the other thread; an `Error` keeps it. */
function openTable(path: string): EntryTable {
  try {
    return new EntryTable(openSqlite(path));
  } catch (error) {
    throw new Error(readableReason(error));
  }
}

function answer(table: EntryTable, request: WorkerRequest): WorkerAnswer {
  try {
    return { id: request.id, ok: true, value: perform(table, request) };
  } catch (error) {
    return { id: request.id, ok: false, error: readableReason(error) };
  }
}

function perform(table: EntryTable, call: WorkerCall): unknown {
  switch (call.kind) {
    case 'commit':
      return table.commit(call.request);
    case 'read':
      return table.read(call.request.sessionId, call.request.after, call.request.limit);
    case 'head':
      return table.head(call.request.sessionId);
    case 'find':
      return table.find(call.request.sessionId, call.request.commandId);
    case 'claim':
      return table.claim(call.request.sessionId);
    case 'saveSnapshot':
      return table.saveSnapshot(call.request.sessionId, call.request);
    case 'latestSnapshot':
      return table.latestSnapshot(call.request.sessionId, call.request.atOrBefore);
    case 'close':
      return table.close();
    default:
      return unreachable(call);
  }
}

main();
