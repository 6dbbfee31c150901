import { rm } from 'node:fs/promises';

import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { LocalServer } from '../../../server/cli/class/local-server.ts';
import { makeTeacher, signInTeacher } from '../../../server/cli/class/teacher-sign-in.ts';
import { RestlessClass } from './restless-class.ts';

const KILLS = 10;

describe('a server that is killed in the middle of a class', () => {
  let server: LocalServer;
  let restless: RestlessClass;
  const first = { dataDirectory: '' };

  beforeAll(async () => {
    server = await LocalServer.start();
    first.dataDirectory = server.dataDirectory;
    const account = await makeTeacher(server.dataDirectory, server.setupToken);
    restless = await RestlessClass.gather(server.url, await signInTeacher(server.url, account));
  }, 60_000);

  afterAll(async () => {
    await restless.leave();
    await server.stop();
    await rm(first.dataDirectory, { recursive: true, force: true });
  }, 60_000);

  test.each(Array.from({ length: KILLS }, (_, index) => index + 1))(
    'kill %i: what was answered is recorded, the room waits, and all views are the same',
    async (kill) => {
      await restless.goOn();
      await restless.untilAnswered(10 + ((kill * 7) % 13));
      await server.kill();
      const seen = Math.max(...restless.answers.map(({ position }) => position));
      server = await LocalServer.start({
        dataDirectory: first.dataDirectory,
        port: Number(new URL(server.url).port),
      });
      await restless.hold();

      const { told, state } = restless.record;
      expect(state.position).toBeGreaterThanOrEqual(seen);
      expect(told.map(({ entry }) => entry.position)).toEqual(told.map((_told, index) => index + 1));
      const recorded = told.map(({ entry }) => [entry.commandId, entry.position, 'events' in entry.outcome]);
      const answered = restless.answers.map(({ commandId, position, ok }) => [commandId, position, ok]);
      expect(recorded).toEqual(expect.arrayContaining(answered));

      const restarts = told.filter(
        ({ entry }) => entry.command.type === 'SetMode' && entry.command.because === 'restart',
      );
      expect(restarts).toHaveLength(kill);
      expect(state.room.mode).toBe('paused');

      const { kept, fresh } = await restless.views();
      expect(kept).toEqual(fresh);
      expect(restless.faults).toEqual([]);
    },
    60_000,
  );

  test('the class went on acting through all of it', () => {
    const acts = restless.record.told.filter(
      ({ entry }) => entry.command.type === 'Act' && entry.actor.kind === 'seat' && 'events' in entry.outcome,
    );
    expect(acts.length).toBeGreaterThan(2 * KILLS);
    expect(restless.answers.length).toBeGreaterThan(10 * KILLS);
  });
});
