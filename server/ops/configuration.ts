import { z } from 'zod';

const environmentSchema = z.object({
  /** Where the database and the secret are kept. */
  DATA_DIR: z.string().min(1).default('data'),
  PORT: z.coerce.number().int().min(0).max(65_535).default(3000),
  HOST: z.string().min(1).default('0.0.0.0'),
  /** Further names this server answers to, separated by commas. */
  ALLOWED_HOSTS: z.string().default(''),
  /** `1` when a reverse proxy of ours stands in front and sets the forwarded headers. */
  TRUST_PROXY: z.enum(['0', '1']).default('0'),
  LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'silent']).default('info'),
  NODE_ENV: z.string().default('development'),
});

export interface Configuration {
  readonly dataDirectory: string;
  readonly port: number;
  readonly host: string;
  readonly allowedHosts: readonly string[];
  readonly proxied: boolean;
  readonly logLevel: string;
  readonly development: boolean;
}

/** Reads the environment; throws with the names of the variables that make no sense. */
export function readConfiguration(environment: Readonly<Record<string, string | undefined>>): Configuration {
  const parsed = environmentSchema.safeParse(environment);
  if (!parsed.success) throw new Error(`the environment is not usable: ${z.prettifyError(parsed.error)}`);
  const { DATA_DIR, PORT, HOST, ALLOWED_HOSTS, TRUST_PROXY, LOG_LEVEL, NODE_ENV } = parsed.data;
  return {
    dataDirectory: DATA_DIR,
    port: PORT,
    host: HOST,
    allowedHosts: ALLOWED_HOSTS.split(',')
      .map((name) => name.trim().toLowerCase())
      .filter((name) => name !== ''),
    proxied: TRUST_PROXY === '1',
    logLevel: LOG_LEVEL,
    development: NODE_ENV !== 'production',
  };
}
