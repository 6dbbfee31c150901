import type { Handler } from '../vector-file.ts';

export const schedulerHandlers: Readonly<Record<string, Handler>> = {};
