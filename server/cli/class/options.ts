import { parseArgs } from 'node:util';

import { z } from 'zod';

import { lessons } from '../../../lib/lessons/registry.ts';
import { PACES } from '../../../lib/wire/client-messages.ts';

/** `well`: the reference act, once. `sloppy`: late, stale, doubled and cut off. `wrong`: now and then another option. */
export const STYLES = ['well', 'sloppy', 'wrong'] as const;

const optionsSchema = z.object({
  lesson: z
    .string()
    .refine((id) => Object.hasOwn(lessons, id), `no such lesson: there are ${Object.keys(lessons).join(', ')}`)
    .default('pod-creation'),
  students: z.coerce.number().int().min(1).max(60).default(12),
  seed: z.coerce.number().int().min(0).default(7),
  pace: z.enum(PACES).default('instant'),
  style: z.enum(STYLES).default('well'),
  /** A server that runs already; without it the built server is started on a data folder of its own. */
  url: z.url().optional(),
  /** The data folder of the server that is started; it stays. Without it the server gets one that goes with it. */
  data: z.string().min(1).optional(),
  email: z.string().optional(),
  password: z.string().optional(),
  /** Prints the summary only. */
  quiet: z.boolean().default(false),
  /** Says how it is used, and which lessons there are. */
  help: z.boolean().default(false),
});

export type ClassOptions = z.infer<typeof optionsSchema>;

/** Reads the command line; throws with a sentence about what makes no sense. */
export function readClassOptions(args: readonly string[]): ClassOptions {
  const text = { type: 'string' } as const;
  const { values } = parseArgs({
    args: [...args],
    options: {
      lesson: text,
      students: text,
      seed: text,
      pace: text,
      style: text,
      url: text,
      data: text,
      email: text,
      password: text,
      quiet: { type: 'boolean' },
      help: { type: 'boolean', short: 'h' },
    },
  });
  const parsed = optionsSchema.safeParse(values);
  if (!parsed.success) throw new Error(z.prettifyError(parsed.error));
  const { url, email, password } = parsed.data;
  if (url !== undefined && (email === undefined || password === undefined)) {
    throw new Error('--url needs a teacher of that server: --email and --password');
  }
  return { ...parsed.data, ...(url !== undefined && { url: url.replace(/\/$/, '') }) };
}
