import type { HttpContext } from './context.ts';
import type { HttpAnswer } from './json.ts';

/** `GET /healthz`: 200 while the database answers. */
export async function health({ database, registry }: HttpContext): Promise<HttpAnswer> {
  try {
    await database.$queryRaw`SELECT 1`;
    return { status: 200, body: { status: 'ok', rooms: registry.size } };
  } catch {
    return { status: 503, body: { status: 'no database' } };
  }
}
