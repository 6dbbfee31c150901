import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';

import { addressKey } from './address-key.ts';

const WINDOW_SECONDS = 15 * 60;
const TRIES_PER_ACCOUNT_AND_ADDRESS = 5;
/** Stops one address from trying one password on every account, and from buying endless hashing. */
const TRIES_PER_ADDRESS = 100;

/** Counts failed sign-ins. A try is counted before the password is looked at, so parallel tries gain nothing. */
export class LoginLimiter {
  readonly #perAccount = new RateLimiterMemory({ points: TRIES_PER_ACCOUNT_AND_ADDRESS, duration: WINDOW_SECONDS });
  readonly #perAddress = new RateLimiterMemory({ points: TRIES_PER_ADDRESS, duration: WINDOW_SECONDS });

  /** False when this account from this address, or this address altogether, has had its tries. */
  async mayTry(email: string, address: string): Promise<boolean> {
    const source = addressKey(address);
    return (await hasPoint(this.#perAccount, `${email}\n${source}`)) && (await hasPoint(this.#perAddress, source));
  }

  /** A right password gives the tries back. */
  async succeeded(email: string, address: string): Promise<void> {
    const source = addressKey(address);
    await this.#perAccount.delete(`${email}\n${source}`);
    await this.#perAddress.reward(source, 1);
  }
}

async function hasPoint(limiter: RateLimiterMemory, key: string): Promise<boolean> {
  try {
    await limiter.consume(key, 1);
    return true;
  } catch (refusal) {
    if (refusal instanceof RateLimiterRes) return false;
    throw refusal;
  }
}
