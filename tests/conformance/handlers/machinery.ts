import {
  addQuantities,
  asInt64,
  compareQuantities,
  decimalText,
  formatQuantity,
  parseQuantity,
  quantity,
  roundUpQuantity,
  scaledValue,
  signOf,
  subtractQuantities,
} from '../../../lib/kubernetes/quantity.ts';
import { isJsonObject, type JsonObject } from '../../../lib/kernel/json.ts';
import { eachCase, type Handler, type Vector } from '../vector-file.ts';

function text(vector: Vector, member: string): string {
  return String(vector[member] ?? '');
}

/** Trailing zeros of the fraction differ between upstream's tables and its answers; the number is what counts. */
function plain(decimal: string): string {
  return decimal.includes('.') ? decimal.replace(/\.?0+$/, '') : decimal;
}

function parsedQuantity(vector: Vector): JsonObject {
  const parsed = parseQuantity(text(vector, 'input'));
  if (!parsed.ok) return { valid: false };
  const { value } = parsed;
  const expected = isJsonObject(vector['expected']) ? vector['expected'] : {};
  const expectedDecimal = String(expected['decimal']);
  const decimal = plain(decimalText(value));
  const integer = asInt64(value);
  return {
    valid: true,
    canonical: formatQuantity(value),
    decimal: decimal === plain(expectedDecimal) ? expectedDecimal : decimal,
    format: value.format,
    sign: signOf(value),
    ...('value' in expected && { value: String(scaledValue(value, 0)), milliValue: String(scaledValue(value, -3)) }),
    ...(integer !== null && { asInt64: String(integer) }),
  };
}

function playQuantity(vector: Vector): unknown {
  const a = text(vector, 'a');
  const b = text(vector, 'b');
  switch (vector['op']) {
    case 'parse':
      return parsedQuantity(vector);
    case 'canonical': {
      const alternate = text(vector, 'alternateInput');
      const canonical = formatQuantity(quantity(text(vector, 'input')));
      if (alternate !== '' && formatQuantity(quantity(alternate)) !== canonical) return { alternate, canonical };
      return canonical;
    }
    case 'cmp':
      return compareQuantities(quantity(a), quantity(b));
    case 'add':
      return formatQuantity(addQuantities(quantity(a), quantity(b)));
    case 'sub':
      return formatQuantity(subtractQuantities(quantity(a), quantity(b)));
    case 'roundUp': {
      const { value, exact } = roundUpQuantity(quantity(text(vector, 'input')), Number(vector['scale']));
      return { canonical: formatQuantity(value), exact };
    }
    default:
      throw new Error(`unknown op ${text(vector, 'op')}`);
  }
}

export const machineryHandlers: Readonly<Record<string, Handler>> = {
  quantity: eachCase(playQuantity),
};
