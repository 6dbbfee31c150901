import type { Shape } from '../../shape.ts';
import type { projector as english } from '../en/projector.ts';

export const projector = {} satisfies Shape<typeof english>;
