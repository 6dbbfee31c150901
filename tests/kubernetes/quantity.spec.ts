import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  addQuantities,
  bytes,
  compareQuantities,
  formatQuantity,
  milliCpu,
  parseQuantity,
  quantity,
  subtractQuantities,
  validQuantity,
  wholeQuantity,
} from '../../lib/kubernetes/quantity.ts';

const texts = fc
  .tuple(
    fc.integer({ min: -99_999, max: 99_999 }),
    fc.constantFrom('', 'n', 'u', 'm', 'k', 'M', 'G', 'Ki', 'Mi', 'Gi', 'e3'),
  )
  .map(([number, suffix]) => `${number}${suffix}`);

describe('quantities', () => {
  it('mean the same after they were written and read again', () => {
    fc.assert(
      fc.property(texts, (text) => {
        const value = quantity(text);
        expect(compareQuantities(quantity(formatQuantity(value)), value)).toBe(0);
      }),
    );
  });

  it('add and subtract exactly', () => {
    fc.assert(
      fc.property(texts, texts, (left, right) => {
        const sum = addQuantities(quantity(left), quantity(right));
        expect(compareQuantities(subtractQuantities(sum, quantity(right)), quantity(left))).toBe(0);
      }),
    );
  });

  it.each([
    ['100m', 100],
    ['1', 1000],
    ['0.1', 100],
    ['1500u', 2],
    [undefined, 0],
    ['a lot', 0],
  ])('%s of a cpu is %d thousandths', (text, millis) => {
    expect(milliCpu(text)).toBe(millis);
  });

  it.each([
    ['1Gi', 1_073_741_824],
    ['1G', 1_000_000_000],
    ['0.5Ki', 512],
    ['1m', 1],
    [undefined, 0],
  ])('%s of memory is %d bytes', (text, amount) => {
    expect(bytes(text)).toBe(amount);
  });

  it.each(['', ' 1', '1 ', '1GB', '--1', '0x1', '1e999999999', '١'])('does not take %j for one', (text) => {
    expect(validQuantity(text)).toBe(false);
  });

  it('says what upstream says of what it cannot read', () => {
    expect(parseQuantity('1gi')).toEqual({
      ok: false,
      error: "quantities must match the regular expression '^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$'",
    });
    expect(parseQuantity('1iG')).toEqual({ ok: false, error: "unable to parse quantity's suffix" });
  });

  it('starts a sum in the format of what comes first', () => {
    expect(formatQuantity(addQuantities(wholeQuantity(0), quantity('1Gi')))).toBe('1Gi');
  });
});
