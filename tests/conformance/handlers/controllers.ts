import type { Handler } from '../vector-file.ts';

export const controllersHandlers: Readonly<Record<string, Handler>> = {};
