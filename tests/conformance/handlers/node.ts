import type { Handler } from '../vector-file.ts';

export const nodeHandlers: Readonly<Record<string, Handler>> = {};
