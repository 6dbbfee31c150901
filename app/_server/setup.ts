import 'server-only';

import { PASSWORD_CHARS_MAX, PASSWORD_CHARS_MIN } from '../../server/auth/passwords.ts';
import { completeSetup } from '../../server/auth/setup.ts';
import { hashToken } from '../../server/auth/tokens.ts';
import { isSetupLinkOpen } from '../../server/queries/setup-links.ts';
import { serverContext } from './context.ts';

export const passwordLength = { least: PASSWORD_CHARS_MIN, most: PASSWORD_CHARS_MAX };

/** Whether the link could make an account now. Looking does not use it up. */
export async function isSetupTokenOpen(token: string): Promise<boolean> {
  const { database, sources } = await serverContext();
  return isSetupLinkOpen(database, sources, hashToken(token));
}

export type SetupField = 'name' | 'email' | 'password';

export type SetupOutcome =
  | { readonly ok: true }
  | { readonly ok: false; readonly problem: 'link' | 'taken' }
  | { readonly ok: false; readonly problem: 'fields'; readonly fields: readonly SetupField[] };

/** Makes the account of a set-up link. */
export async function setUpTeacher(body: unknown): Promise<SetupOutcome> {
  const { database, sources } = await serverContext();
  const result = await completeSetup(database, sources, body);
  if (result.ok) return { ok: true };
  const refusal = result.error;
  switch (refusal.reason) {
    case 'LinkNotValid':
      return { ok: false, problem: 'link' };
    case 'EmailTaken':
      return { ok: false, problem: 'taken' };
    case 'Invalid': {
      const fields = (['name', 'email', 'password'] as const).filter((field) => refusal.fields.includes(field));
      return fields.length === 0 ? { ok: false, problem: 'link' } : { ok: false, problem: 'fields', fields };
    }
  }
}
