import { redirect } from 'next/navigation';
import { parseRoomCode } from '../../lib/wire/room-code.ts';
import { paths } from '../_paths.ts';

interface CodeSearchProps {
  readonly searchParams: Promise<{ readonly code?: string | string[] }>;
}

/** Where the code form arrives when no script was there to send it on. */
export default async function CodeSearchPage({ searchParams }: CodeSearchProps): Promise<never> {
  const { code } = await searchParams;
  const typed = typeof code === 'string' ? code : '';
  const parsed = parseRoomCode(typed);
  redirect(parsed === undefined ? paths.homeWithCode(typed.slice(0, 24)) : paths.join(parsed));
}
