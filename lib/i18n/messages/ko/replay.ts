import type { Shape } from '../../shape.ts';
import type { replay as english } from '../en/replay.ts';

export const replay = {} satisfies Shape<typeof english>;
