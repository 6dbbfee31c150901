import { describe, expect, test } from 'vitest';
import { liveThrough } from './room-people.ts';
import type { Tally } from './room-run.ts';
import { keepSeed, seedsFor, seedsWanted } from './seeds.ts';

/** What must have happened in a hundred runs together for them to prove anything, and how often at least. */
const MET: Readonly<Tally> = {
  accepted: 500,
  'answers compared': 1_000,
  'views compared': 1_000,
  'sessions folded': 200,
  'goals reached': 50,
  'entry by seat': 1_000,
  'entry by bot': 200,
  'entry by substitute': 200,
  'entry by machinery': 100,
  'returned by delta': 50,
  'returned by snapshot': 200,
  'sent twice': 50,
  'canary seen by right': 200,
  restarted: 30,
  undone: 20,
  predicted: 50,
  StorageUnavailable: 10,
  RoomPaused: 50,
  NotYourSeat: 50,
  AlreadyHandled: 5,
  SeatTaken: 10,
  NotPermitted: 50,
};

describe('two classes on virtual time', () => {
  const total: Tally = {};

  test.each(seedsFor('room', seedsWanted(100)))('seed %i: seen, recorded and answered agree', async (seed) => {
    try {
      const tally = await liveThrough(seed);
      for (const [what, times] of Object.entries(tally)) total[what] = (total[what] ?? 0) + times;
    } catch (error) {
      keepSeed('room', seed);
      throw error;
    }
  });

  test.each(Object.entries(MET))('the runs met %s', (what, least) => {
    expect(total[what] ?? 0).toBeGreaterThanOrEqual(Math.floor(least * Math.min(1, seedsWanted(100) / 100)));
  });
});
