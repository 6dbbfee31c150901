import type { PrismaClient } from '../store/database.ts';
import type { Sources } from './sources.ts';

export async function createSetupLink(database: PrismaClient, tokenHash: string, expiresAt: Date): Promise<void> {
  await database.setupLink.create({ data: { tokenHash, expiresAt } });
}

/** True exactly once for a link that has neither expired nor been used, however many ask at the same time. */
export async function consumeSetupLink(database: PrismaClient, sources: Sources, tokenHash: string): Promise<boolean> {
  const now = sources.now();
  const { count } = await database.setupLink.updateMany({
    where: { tokenHash, usedAt: null, expiresAt: { gt: now } },
    data: { usedAt: now },
  });
  return count === 1;
}

/** True when the link could be used now; looking does not use it. */
export async function isSetupLinkOpen(database: PrismaClient, sources: Sources, tokenHash: string): Promise<boolean> {
  const where = { tokenHash, usedAt: null, expiresAt: { gt: sources.now() } };
  return (await database.setupLink.count({ where })) === 1;
}

/** Makes every unused link worthless, so that only the newest one printed works. */
export async function expireSetupLinks(database: PrismaClient, sources: Sources): Promise<void> {
  await database.setupLink.updateMany({ where: { usedAt: null }, data: { expiresAt: sources.now() } });
}
