import 'server-only';

import { networkInterfaces } from 'node:os';
import { headers } from 'next/headers';
import { joinToken } from '../../server/auth/tokens.ts';
import { findClassroom } from '../../server/queries/classrooms.ts';
import { verifyProjectorToken } from '../../server/queries/projector-links.ts';
import { paths } from '../_paths.ts';
import { serverContext } from './context.ts';

/** What the class needs to come in. */
export interface JoinPoster {
  readonly title: string;
  /** Six digits; null once the room has ended. */
  readonly roomCode: string | null;
  /** What to type into the address line, without `http://`. */
  readonly address: string;
  /** What the QR code holds; null once the room has ended. */
  readonly link: string | null;
}

/** The poster of a room. Whoever asks must have been let in before. */
export async function joinPosterOf(classroomId: string): Promise<JoinPoster | null> {
  const { database, secret } = await serverContext();
  const classroom = await findClassroom(database, classroomId);
  if (classroom === null) return null;
  const { title, roomCode } = classroom;
  const { protocol, host } = await reachableAddress();
  if (roomCode === null) return { title, roomCode, address: host, link: null };
  const token = joinToken(secret, classroomId, roomCode);
  return { title, roomCode, address: host, link: `${protocol}://${host}${paths.join(roomCode)}?t=${token}` };
}

/** The poster of the room that a projector's token opens; null when it opens none. */
export async function joinPosterForScreen(token: string): Promise<JoinPoster | null> {
  const { database } = await serverContext();
  const classroomId = await verifyProjectorToken(database, token);
  return classroomId === undefined ? null : joinPosterOf(classroomId);
}

/** The address by which other devices find this server: the one in use, unless that means this machine only. */
async function reachableAddress(): Promise<{ readonly protocol: string; readonly host: string }> {
  const asked = await headers();
  const host = asked.get('host') ?? 'localhost';
  const protocol = asked.get('x-forwarded-proto')?.split(',')[0]?.trim() === 'https' ? 'https' : 'http';
  const local = /^(localhost|127(?:\.\d+){3}|\[::1\])(:\d+)?$/i.exec(host);
  const outside = local === null ? undefined : networkAddress();
  return { protocol, host: outside === undefined ? host : `${outside}${local?.[2] ?? ''}` };
}

function networkAddress(): string | undefined {
  return Object.values(networkInterfaces())
    .flatMap((addresses) => addresses ?? [])
    .find(({ family, internal }) => family === 'IPv4' && !internal)?.address;
}
