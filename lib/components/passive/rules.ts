import { refuse, type Advice, type ComponentRules, type Outcome } from '../../cluster/component.ts';
import type { Card, CardView } from '../../cluster/card.ts';
import { InvariantError } from '../../kernel/assert.ts';

/**
 * A component that hears its watches and finds nothing to do. A controller's queue is not a desk: no work, no card.
 */
export const passive: ComponentRules = {
  receive(): void {},
  wake(): void {},
  act(): Outcome {
    return refuse('NotYourDecision');
  },
  show(_state, card: Card): CardView {
    throw new InvariantError(`no card of kind ${card.kind} exists here`);
  },
  knows() {
    return {};
  },
  advise(_state, card: Card): Advice {
    throw new InvariantError(`no card of kind ${card.kind} exists here`);
  },
};
