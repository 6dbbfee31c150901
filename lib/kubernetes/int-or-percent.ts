import { err, ok, type Result } from '../kernel/result.ts';
import type { IntOrString } from './types/meta.ts';

/**
 * A number of things out of `total`: a number as it stands, a percentage scaled and rounded.
 * Models staging/src/k8s.io/apimachinery/pkg/util/intstr GetScaledValueFromIntOrPercent.
 */
export function scaledIntOrPercent(value: IntOrString, total: number, roundUp: boolean): Result<number, string> {
  if (typeof value === 'number') return ok(value);
  const found = /^([+-]?\d+)%$/.exec(value);
  if (found === null) {
    const why = value.endsWith('%')
      ? `invalid value ${JSON.stringify(value)}: not a number`
      : 'invalid type: string is not a percentage';
    return err(`invalid value for IntOrString: ${why}`);
  }
  const exact = (Number(found[1]) * total) / 100;
  const rounded = roundUp ? Math.ceil(exact) : Math.floor(exact);
  return ok(rounded === 0 ? 0 : rounded);
}

/** True for texts such as `25%`. */
export function isPercent(value: IntOrString): boolean {
  return typeof value === 'string' && /^[0-9]+%$/.test(value);
}
