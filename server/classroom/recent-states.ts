import type { SessionState } from '../../lib/session/state.ts';
import type { Place } from './audience.ts';

/** Adopted states kept for connections that come back. They share most of their structure. */
const STATES_MAX = 64;

/** Where a returning client may have been. */
export interface Since {
  readonly sessionId: string;
  readonly position: number;
}

/** The last places a room showed to anybody. */
export class RecentStates {
  readonly #places: Place[] = [];

  add(place: Place): void {
    this.#places.push(place);
    if (this.#places.length > STATES_MAX) this.#places.shift();
  }

  find(since: Since | undefined): SessionState | undefined {
    if (since === undefined) return undefined;
    const { sessionId, position } = since;
    return this.#places.find((place) => place.sessionId === sessionId && place.state.position === position)?.state;
  }
}
