import { assert } from '../kernel/assert.ts';
import { err, ok, type Result } from '../kernel/result.ts';

export type QuantityFormat = 'DecimalSI' | 'BinarySI' | 'DecimalExponent';

/**
 * A fixed-point number, `unscaled * 10^scale`. Objects store quantities as text; this is the form for arithmetic.
 * Models staging/src/k8s.io/apimachinery/pkg/api/resource/quantity.go.
 */
export interface Quantity {
  readonly unscaled: bigint;
  readonly scale: number;
  readonly format: QuantityFormat;
  /** True when upstream would hold it in 64 bits; decides how its integer accessors overflow. */
  readonly small: boolean;
  /** The text it was parsed from, when that is canonical enough to be kept. */
  readonly text?: string;
}

export type QuantityError =
  | "quantities must match the regular expression '^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$'"
  | 'unable to parse numeric part of quantity'
  | "unable to parse quantity's suffix";

const FORMAT_WRONG: QuantityError =
  "quantities must match the regular expression '^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$'";
const MAX_INT64 = 2n ** 63n - 1n;
const MIN_INT64 = -(2n ** 63n);
const NANO = -9;
/** Digits that fit 64 bits whatever they are. */
const SAFE_DIGITS = 18;
/** Upstream takes any exponent; arithmetic on `1e999999999` would be an attack, so those are not suffixes here. */
const MAX_EXPONENT = 100;

export const ZERO: Quantity = { unscaled: 0n, scale: 0, format: 'DecimalSI', small: true, text: '0' };

const DECIMAL_SUFFIXES: Readonly<Record<string, number>> = {
  n: -9,
  u: -6,
  m: -3,
  '': 0,
  k: 3,
  M: 6,
  G: 9,
  T: 12,
  P: 15,
  E: 18,
};
const BINARY_SUFFIXES: Readonly<Record<string, number>> = { Ki: 10, Mi: 20, Gi: 30, Ti: 40, Pi: 50, Ei: 60 };

interface Suffix {
  readonly base: 2 | 10;
  readonly exponent: number;
  readonly format: QuantityFormat;
}

/** Parses a quantity's text. Refusals are upstream's own words. */
export function parseQuantity(text: string): Result<Quantity, QuantityError> {
  if (text === '') return err(FORMAT_WRONG);
  if (text === '0') return ok(ZERO);
  const parts = /^([+-]?)0*(\d*)(?:\.(\d*))?([eEinumkKMGTP]*[-+]?\d*)$/.exec(text);
  if (parts === null) return err(FORMAT_WRONG);
  const [, sign = '', digits = '', fraction = '', suffixText = ''] = parts;
  const whole = digits === '' ? '0' : digits;
  const suffix = interpretSuffix(suffixText);
  if (suffix === null) return err("unable to parse quantity's suffix");
  const sized = parseSmall(text, sign, whole, fraction, suffix);
  return ok(sized ?? parseLarge(sign, whole, fraction, suffix));
}

/** Parses text that has been validated. */
export function quantity(text: string): Quantity {
  const parsed = parseQuantity(text);
  assert(parsed.ok, `not a quantity: ${text}`);
  return parsed.value;
}

function interpretSuffix(text: string): Suffix | null {
  const binary = Object.hasOwn(BINARY_SUFFIXES, text) ? BINARY_SUFFIXES[text] : undefined;
  if (binary !== undefined) return { base: 2, exponent: binary, format: 'BinarySI' };
  const decimal = Object.hasOwn(DECIMAL_SUFFIXES, text) ? DECIMAL_SUFFIXES[text] : undefined;
  if (decimal !== undefined) return { base: 10, exponent: decimal, format: 'DecimalSI' };
  if (!/^[eE][-+]?\d+$/.test(text)) return null;
  const exponent = Number(text.slice(1));
  return Math.abs(exponent) > MAX_EXPONENT ? null : { base: 10, exponent, format: 'DecimalExponent' };
}

/** The 64-bit path. It is modelled because it decides which texts are kept and which accessors overflow. */
function parseSmall(text: string, sign: string, whole: string, fraction: string, suffix: Suffix): Quantity | null {
  const { format, exponent } = suffix;
  if (format === 'BinarySI' && fraction !== '') return null;
  const precision =
    format === 'BinarySI'
      ? 15 - whole.length - Math.trunc((exponent * 3) / 10) - 1
      : SAFE_DIGITS - whole.length - fraction.length;
  const scale = (format === 'BinarySI' ? 0 : exponent) - fraction.length;
  if (precision < 0 || scale < NANO) return null;
  const shifted = whole + fraction;
  const value = BigInt(shifted);
  const product = format === 'BinarySI' ? value << BigInt(exponent) : value;
  if (product > MAX_INT64) return null;
  const canonical =
    format === 'BinarySI' ? (value & 7n) !== 0n : scale % 3 === 0 && !shifted.endsWith('000') && shifted[0] !== '0';
  const parsed = { unscaled: sign === '-' ? -product : product, scale, format, small: true };
  return canonical ? { ...parsed, text } : parsed;
}

/** The path for anything: rounds away from zero to nano, caps a binary quantity at the largest 64-bit number. */
function parseLarge(sign: string, whole: string, fraction: string, suffix: Suffix): Quantity {
  let unscaled = BigInt(whole + fraction);
  let scale = -fraction.length;
  let { format } = suffix;
  if (suffix.base === 10) scale += suffix.exponent;
  else unscaled <<= BigInt(suffix.exponent);
  if (scale < NANO) {
    unscaled = divideUp(unscaled, 10n ** BigInt(NANO - scale));
    scale = NANO;
  }
  if (format === 'BinarySI') {
    const one = 10n ** BigInt(-scale);
    if (unscaled > MAX_INT64 * one) [unscaled, scale] = [MAX_INT64, 0];
    if (unscaled > 0n && unscaled < one) format = 'DecimalSI';
  }
  return { unscaled: sign === '-' ? -unscaled : unscaled, scale, format, small: false };
}

/** The text an API server would send: the kept text, else the canonical form. */
export function formatQuantity(value: Quantity): string {
  return value.text ?? canonicalText(value);
}

function canonicalText(value: Quantity): string {
  if (value.unscaled === 0n) return '0';
  const whole = atScale(value, 0);
  const binary = value.format === 'BinarySI' && whole.exact && (whole.unscaled >= 1024n || whole.unscaled <= -1024n);
  if (binary) {
    const { mantissa, times } = withoutFactors(whole.unscaled, 1024n);
    return `${mantissa}${['', 'Ki', 'Mi', 'Gi', 'Ti', 'Pi', 'Ei'][times] ?? ''}`;
  }
  let { mantissa, times } = withoutFactors(value.unscaled, 10n);
  let exponent = value.scale + times;
  while (exponent % 3 !== 0) {
    mantissa *= 10n;
    exponent -= 1;
  }
  return `${mantissa}${decimalSuffix(exponent, value.format)}`;
}

function decimalSuffix(exponent: number, format: QuantityFormat): string {
  if (exponent === 0) return '';
  const named = Object.keys(DECIMAL_SUFFIXES).find((suffix) => DECIMAL_SUFFIXES[suffix] === exponent);
  return format === 'DecimalExponent' || named === undefined ? `e${exponent}` : named;
}

function withoutFactors(value: bigint, factor: bigint): { mantissa: bigint; times: number } {
  let mantissa = value;
  let times = 0;
  while (mantissa !== 0n && mantissa % factor === 0n) {
    mantissa /= factor;
    times += 1;
  }
  return { mantissa, times };
}

/** -1, 0 or 1. */
export function compareQuantities(left: Quantity, right: Quantity): number {
  const [a, b] = aligned(left, right);
  return a === b ? 0 : a < b ? -1 : 1;
}

/** Adds. A zero takes the format of what is added to it. */
export function addQuantities(left: Quantity, right: Quantity): Quantity {
  const [a, b, scale] = aligned(left, right);
  return sumOf(left, right, a + b, scale);
}

export function subtractQuantities(left: Quantity, right: Quantity): Quantity {
  const [a, b, scale] = aligned(left, right);
  return sumOf(left, right, a - b, scale);
}

function sumOf(left: Quantity, right: Quantity, unscaled: bigint, scale: number): Quantity {
  const format = left.unscaled === 0n ? right.format : left.format;
  return { unscaled, scale, format, small: left.small && right.small && fitsInt64(unscaled) };
}

function aligned(left: Quantity, right: Quantity): readonly [bigint, bigint, number] {
  const scale = Math.min(left.scale, right.scale);
  return [raised(left, scale), raised(right, scale), scale];
}

function raised(value: Quantity, scale: number): bigint {
  return value.unscaled * 10n ** BigInt(value.scale - scale);
}

/** Rounds away from zero to a multiple of `10^scale`; says whether that was exact. */
export function roundUpQuantity(value: Quantity, scale: number): { readonly value: Quantity; readonly exact: boolean } {
  if (value.scale >= scale) return { value, exact: true };
  const { unscaled, exact } = atScale(value, scale);
  return { value: { unscaled, scale, format: value.format, small: value.small }, exact };
}

function atScale(value: Quantity, scale: number): { readonly unscaled: bigint; readonly exact: boolean } {
  if (value.scale >= scale) return { unscaled: raised(value, scale), exact: true };
  const divisor = 10n ** BigInt(scale - value.scale);
  return { unscaled: divideUp(value.unscaled, divisor), exact: value.unscaled % divisor === 0n };
}

/** `ceil(value / 10^scale)` away from zero, as a 64-bit integer that overflows as upstream's does. */
export function scaledValue(value: Quantity, scale: number): bigint {
  const { unscaled } = atScale(value, scale);
  if (fitsInt64(unscaled)) return unscaled;
  return value.small ? 0n : BigInt.asIntN(64, unscaled);
}

/** The exact integer when upstream can give it fast, else null. */
export function asInt64(value: Quantity): bigint | null {
  if (!value.small || value.scale < 0) return null;
  const { unscaled } = atScale(value, 0);
  return fitsInt64(unscaled) ? unscaled : null;
}

/** The number in plain decimal notation. */
export function decimalText(value: Quantity): string {
  if (value.scale >= 0) return String(raised(value, 0));
  const places = -value.scale;
  const digits = String(value.unscaled < 0n ? -value.unscaled : value.unscaled).padStart(places + 1, '0');
  return `${value.unscaled < 0n ? '-' : ''}${digits.slice(0, -places)}.${digits.slice(-places)}`;
}

export function isZeroQuantity(value: Quantity): boolean {
  return value.unscaled === 0n;
}

export function signOf(value: Quantity): -1 | 0 | 1 {
  if (value.unscaled === 0n) return 0;
  return value.unscaled < 0n ? -1 : 1;
}

/** A count of CPU, rounded up to thousandths. Unreadable text counts as nothing. */
export function milliCpu(text: string | undefined): number {
  return text === undefined ? 0 : scaledNumber(text, -3);
}

/** A count of bytes, or of anything that comes in whole numbers, rounded up. Unreadable text counts as nothing. */
export function bytes(text: string | undefined): number {
  return text === undefined ? 0 : scaledNumber(text, 0);
}

/** The quantity for a number of thousandths. */
export function milliQuantity(value: number, format: QuantityFormat = 'DecimalSI'): Quantity {
  return { unscaled: BigInt(value), scale: -3, format, small: true };
}

/** The quantity for a whole number. */
export function wholeQuantity(value: number, format: QuantityFormat = 'DecimalSI'): Quantity {
  return { unscaled: BigInt(value), scale: 0, format, small: true };
}

function scaledNumber(text: string, scale: number): number {
  const parsed = parseQuantity(text);
  return parsed.ok ? Number(scaledValue(parsed.value, scale)) : 0;
}

function fitsInt64(value: bigint): boolean {
  return value >= MIN_INT64 && value <= MAX_INT64;
}

function divideUp(value: bigint, divisor: bigint): bigint {
  const quotient = value / divisor;
  if (value % divisor === 0n) return quotient;
  return value < 0n ? quotient - 1n : quotient + 1n;
}

/** True when the text is a quantity. */
export function validQuantity(text: string): boolean {
  return parseQuantity(text).ok;
}
