import { afterEach, beforeEach, expect, test, vi } from 'vitest';

import { forgetPass, holdsPassInTab, passForCode, readPass, savePass } from '../../app/_room/participant-pass.ts';

/** Storage as browsers have it. */
class FakeStorage {
  readonly items = new Map<string, string>();
  getItem(key: string): string | null {
    return this.items.get(key) ?? null;
  }
  setItem(key: string, value: string): void {
    this.items.set(key, value);
  }
  removeItem(key: string): void {
    this.items.delete(key);
  }
}

let device: FakeStorage;

/** A tab of the same device: its own sessionStorage, the common localStorage. */
function openTab(): FakeStorage {
  const tab = new FakeStorage();
  vi.stubGlobal('window', { sessionStorage: tab, localStorage: device });
  return tab;
}

const whale = { classroom: 'r1', participant: 'p1', token: 't1', nickname: '씩씩한 고래', code: '482913' };
const otter = { ...whale, participant: 'p2', token: 't2', nickname: '다정한 수달' };

beforeEach(() => {
  device = new FakeStorage();
  openTab();
});

afterEach(() => {
  vi.unstubAllGlobals();
});

test('a pass is found by its room and by its code', () => {
  savePass(whale);
  expect(readPass('r1')).toEqual(whale);
  expect(passForCode('482913')).toEqual(whale);
  expect(holdsPassInTab('r1')).toBe(true);
  expect(readPass('r2')).toBeNull();
  expect(passForCode('100000')).toBeNull();
});

test('a new tab finds what the device had last, but does not hold it yet', () => {
  savePass(whale);
  openTab();
  expect(readPass('r1')).toEqual(whale);
  expect(holdsPassInTab('r1')).toBe(false);
});

test('two tabs are two students', () => {
  const first = openTab();
  savePass(whale);
  openTab();
  savePass(otter);
  expect(readPass('r1')).toEqual(otter);
  vi.stubGlobal('window', { sessionStorage: first, localStorage: device });
  expect(readPass('r1')).toEqual(whale);
});

test('a forgotten pass is gone from tab and device', () => {
  savePass(whale);
  forgetPass('r1');
  expect(readPass('r1')).toBeNull();
  expect(passForCode('482913')).toBeNull();
});

test.each([
  '',
  '{',
  '[]',
  'null',
  '{"classroom":"r1"}',
  '{"classroom":1,"participant":"p","token":"t","nickname":"n"}',
])('what is no pass is not taken for one: %s', (text) => {
  device.setItem('pass:r1', text);
  expect(readPass('r1')).toBeNull();
});

test('a browser that forbids storage has no pass', () => {
  vi.stubGlobal('window', {
    get sessionStorage(): never {
      throw new Error('SecurityError');
    },
  });
  expect(readPass('r1')).toBeNull();
  expect(() => savePass(whale)).not.toThrow();
});
