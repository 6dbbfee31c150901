import NextAuth from 'next-auth';
import { signInOptions } from '../../../_server/auth.ts';

type Context = { readonly params: Promise<{ readonly nextauth: readonly string[] }> };

async function handler(request: Request, context: Context): Promise<Response> {
  const handle: unknown = NextAuth(await signInOptions());
  if (typeof handle !== 'function') throw new Error('next-auth gave no handler');
  const answer: unknown = await handle(request, context);
  if (!(answer instanceof Response)) throw new Error('next-auth gave no response');
  return answer;
}

export { handler as GET, handler as POST };
