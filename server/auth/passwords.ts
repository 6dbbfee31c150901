import { hash, verify } from '@node-rs/argon2';

/** argon2id with OWASP's first recommendation for it: 19 MiB, two passes, one lane. */
const COSTS = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };

export const PASSWORD_CHARS_MIN = 10;
/** Bounds the work one request can ask for. */
export const PASSWORD_CHARS_MAX = 128;

/** Compared with when there is no such account, so that an unknown name takes as long as a wrong password. */
let unknownAccountHash: Promise<string> | undefined;

/** The encoded argon2id hash (`$argon2id$…`) of a password, however its characters were composed. */
export async function hashPassword(password: string): Promise<string> {
  return hash(password.normalize('NFC'), COSTS);
}

/** Without a hash the work is done all the same, and the answer is no. */
export async function verifyPassword(passwordHash: string | undefined, password: string): Promise<boolean> {
  unknownAccountHash ??= hashPassword('nobody has this password');
  const isRight = await verify(passwordHash ?? (await unknownAccountHash), password.normalize('NFC'));
  return isRight && passwordHash !== undefined;
}
