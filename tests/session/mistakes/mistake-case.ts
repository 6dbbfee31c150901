import type { Card } from '../../../lib/cluster/card.ts';
import type { MistakeRule } from '../../../lib/cluster/commands.ts';
import type { ActionWithoutCard, Play } from '../../support/play.ts';

/** A mistake of the closed list, and how to make it in a lesson. */
export interface MistakeCase {
  readonly rule: MistakeRule;
  /** Absent: `pod-creation`. */
  readonly lesson?: string;
  readonly wave?: number;
  readonly at: readonly [seat: string, kind: Card['kind']];
  readonly action: ActionWithoutCard | ((play: Play) => ActionWithoutCard);
  /** A mistake made earlier that this one needs. */
  readonly before?: { readonly at: readonly [string, Card['kind']]; readonly action: ActionWithoutCard };
}
