import type { Shape } from '../../shape.ts';
import type { seat as english } from '../en/seat.ts';

export const seat = {} satisfies Shape<typeof english>;
