import { z } from 'zod';
import type { Fault } from '../cluster/faults.ts';
import { NAME_CHARS_MAX } from './limits.ts';

const name = z.string().min(1).max(NAME_CHARS_MAX);

/** What a teacher may break or mend. */
export const faultSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('power-off'), node: name }),
  z.strictObject({ kind: z.literal('power-on'), node: name }),
  z.strictObject({ kind: z.literal('cut'), node: name }),
  z.strictObject({ kind: z.literal('heal'), node: name }),
  z.strictObject({ kind: z.literal('freeze'), seat: name }),
  z.strictObject({ kind: z.literal('thaw'), seat: name }),
  z.strictObject({ kind: z.literal('crash'), node: name, pod: name, exitCode: z.int().min(0).max(255) }),
  z.strictObject({ kind: z.literal('hang'), node: name, pod: name }),
  z.strictObject({ kind: z.literal('pressure'), node: name }),
  z.strictObject({ kind: z.literal('registry-down') }),
  z.strictObject({ kind: z.literal('registry-up') }),
  z.strictObject({ kind: z.literal('member-lost') }),
  z.strictObject({ kind: z.literal('member-back') }),
]) satisfies z.ZodType<Fault>;
