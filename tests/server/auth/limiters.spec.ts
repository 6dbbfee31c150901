import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';

import { addressKey } from '../../../server/auth/address-key.ts';
import { CodeLimiter } from '../../../server/auth/code-limiter.ts';
import { LoginLimiter } from '../../../server/auth/login-limiter.ts';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

const miss = async (): Promise<undefined> => undefined;
const hit = async (): Promise<string> => 'room';

describe('addresses', () => {
  test.each([
    ['192.0.2.7', '192.0.2.7'],
    ['::ffff:192.0.2.7', '192.0.2.7'],
    ['2001:db8:0:1:aaaa:bbbb:cccc:dddd', '2001:db8:0:1::/64'],
    ['2001:db8:0:1::9', '2001:db8:0:1::/64'],
    ['2001:0db8:0000:0001::9', '2001:db8:0:1::/64'],
    ['2001:DB8::1', '2001:db8:0:0::/64'],
    ['::1', '0:0:0:0::/64'],
    ['fe80::1%eth0', 'fe80:0:0:0::/64'],
    ['unknown', 'unknown'],
  ])('%s counts as %s', (address, key) => {
    expect(addressKey(address)).toBe(key);
  });
});

describe('wrong room codes', () => {
  let waited: number[];
  let limiter: CodeLimiter;
  beforeEach(() => {
    waited = [];
    limiter = new CodeLimiter(async (milliseconds) => {
      waited.push(milliseconds);
    });
  });

  async function missTimes(times: number, address: (index: number) => string): Promise<string[]> {
    const outcomes: string[] = [];
    for (let index = 0; index < times; index += 1) {
      outcomes.push((await limiter.attempt(address(index), miss)).outcome);
    }
    return outcomes;
  }

  test('ten misses are free, the next is told to wait, and a minute later all is forgotten', async () => {
    expect(await missTimes(10, () => '192.0.2.1')).toEqual(Array.from({ length: 10 }, () => 'missed'));
    expect(waited).toEqual([]);
    expect(await limiter.attempt('192.0.2.1', miss)).toEqual({ outcome: 'limited', retryAfterSeconds: 60 });
    expect(waited).toEqual([250]);
    vi.advanceTimersByTime(60_001);
    expect(await limiter.attempt('192.0.2.1', miss)).toEqual({ outcome: 'missed' });
  });

  test('a right code is found by the same address at any time', async () => {
    await missTimes(30, () => '192.0.2.1');
    expect(await limiter.attempt('192.0.2.1', hit)).toEqual({ outcome: 'found', value: 'room' });
  });

  test('right codes cost nothing, however many come from one school', async () => {
    for (let student = 0; student < 500; student += 1) await limiter.attempt('192.0.2.1', hit);
    expect(waited).toEqual([]);
    expect(await limiter.attempt('192.0.2.1', miss)).toEqual({ outcome: 'missed' });
  });

  test('one address does not slow another', async () => {
    await missTimes(30, () => '192.0.2.1');
    expect(await limiter.attempt('192.0.2.2', miss)).toEqual({ outcome: 'missed' });
  });

  test('fifty misses in a second from everywhere put everybody in the slow lane, for that second', async () => {
    await missTimes(50, (index) => `192.0.2.${index}`);
    expect(await limiter.attempt('198.51.100.1', miss)).toEqual({ outcome: 'limited', retryAfterSeconds: 1 });
    expect(await limiter.attempt('198.51.100.2', hit)).toEqual({ outcome: 'found', value: 'room' });
    vi.advanceTimersByTime(1001);
    expect(await limiter.attempt('198.51.100.3', miss)).toEqual({ outcome: 'missed' });
  });

  test('in the slow lane codes are looked at one after the other, and a flood is turned away unseen', async () => {
    await missTimes(10, () => '192.0.2.1');
    const releases: (() => void)[] = [];
    const slow = new CodeLimiter(() => new Promise((resolve) => releases.push(resolve)));
    for (let index = 0; index < 10; index += 1) await slow.attempt('192.0.2.1', miss);
    let looked = 0;
    const attempts = Array.from({ length: 61 }, () =>
      slow.attempt('192.0.2.1', async () => {
        looked += 1;
        return 'room';
      }),
    );
    expect(await attempts[60]).toMatchObject({ outcome: 'limited' });
    expect([looked, releases.length]).toEqual([0, 1]);
    releases[0]?.();
    expect(await attempts[0]).toEqual({ outcome: 'found', value: 'room' });
    expect(looked).toBe(1);
  });
});

describe('failed sign-ins', () => {
  test('five tries per account and address in a quarter of an hour', async () => {
    const limiter = new LoginLimiter();
    const tries = (email: string, address: string) => limiter.mayTry(email, address);
    for (let count = 0; count < 5; count += 1) expect(await tries('kim@a.example', '192.0.2.1')).toBe(true);
    expect(await tries('kim@a.example', '192.0.2.1')).toBe(false);
    expect(await tries('kim@a.example', '192.0.2.2')).toBe(true);
    expect(await tries('lee@a.example', '192.0.2.1')).toBe(true);
    vi.advanceTimersByTime(15 * 60 * 1000 + 1);
    expect(await tries('kim@a.example', '192.0.2.1')).toBe(true);
  });

  test('a right password gives the tries back', async () => {
    const limiter = new LoginLimiter();
    for (let count = 0; count < 200; count += 1) {
      expect(await limiter.mayTry('kim@a.example', '192.0.2.1')).toBe(true);
      await limiter.succeeded('kim@a.example', '192.0.2.1');
    }
  });

  test('one address has a hundred tries over all accounts', async () => {
    const limiter = new LoginLimiter();
    for (let count = 0; count < 100; count += 1) {
      expect(await limiter.mayTry(`teacher${count}@a.example`, '192.0.2.1')).toBe(true);
    }
    expect(await limiter.mayTry('another@a.example', '192.0.2.1')).toBe(false);
  });
});
