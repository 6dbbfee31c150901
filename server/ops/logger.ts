import { pino } from 'pino';

import type { Logger } from '../classroom/ports.ts';

/** Lines of JSON on standard error, so that standard output stays for what a person at the terminal reads. */
export function createLogger(level: string): Logger {
  return pino({ level, base: null, timestamp: pino.stdTimeFunctions.isoTime }, pino.destination(2));
}
