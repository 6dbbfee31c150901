import type { ClientMessageType } from '../../lib/wire/client-messages.ts';

/** Who asks, as the connection or the request proves it. */
export type PolicyActor =
  | { readonly kind: 'teacher'; readonly teacherId: string }
  | { readonly kind: 'student'; readonly participantId: string; readonly classroomId: string }
  | { readonly kind: 'projector'; readonly classroomId: string }
  | { readonly kind: 'anonymous' };

/** What is asked about. A question about no classroom leaves it out. */
export interface PolicyResource {
  readonly classroom?: { readonly id: string; readonly teacherId: string | null };
  /** Whose seat, replay or notes it is, where the action is about one person's. */
  readonly participantId?: string | undefined;
}

/** What pages and HTTP doors ask for; sockets ask with the name of the message. */
export type PageAction =
  | 'classroom.create'
  | 'classroom.list'
  | 'classroom.settings'
  | 'desk.open'
  | 'room.watch'
  | 'room.reopen'
  | 'join'
  | 'solo.start'
  | 'projector.create'
  | 'participant.forget'
  | 'participant.readmit'
  | 'replay.full'
  | 'replay.class'
  | 'replay.seat'
  | 'replay.share'
  | 'replay.fork'
  | 'export.full'
  | 'teacher.invite';

export type PolicyAction = ClientMessageType | PageAction;

/** What an actor is to the classroom in question. `soloist`: the participant of a room without a teacher. */
export type Standing = 'owner' | 'teacher' | 'student' | 'soloist' | 'projector' | 'stranger';

/** `self`: only where the resource is the actor's own seat, replay or note. */
type Grant = 'always' | 'self';
type Grants = Partial<Record<Standing, Grant>>;

const OWNER: Grants = { owner: 'always' };
const OWNER_OR_SOLOIST: Grants = { owner: 'always', soloist: 'always' };
const OWN_SEAT: Grants = { student: 'self', soloist: 'self' };
const ANY_TEACHER: Grants = { owner: 'always', teacher: 'always' };
const IN_THE_ROOM: Grants = { owner: 'always', student: 'always', soloist: 'always', projector: 'always' };
const ANYBODY: Grants = {
  owner: 'always',
  teacher: 'always',
  student: 'always',
  soloist: 'always',
  projector: 'always',
  stranger: 'always',
};

/** The one table of who may do what. What is not in a row is denied. */
const POLICY: Readonly<Record<PolicyAction, Grants>> = {
  'classroom.create': ANY_TEACHER,
  'classroom.list': ANY_TEACHER,
  'classroom.settings': OWNER,
  'desk.open': OWNER,
  'room.watch': IN_THE_ROOM,
  'room.reopen': OWNER,
  join: ANYBODY,
  'solo.start': ANYBODY,
  'projector.create': OWNER,
  'participant.forget': OWNER,
  'participant.readmit': OWNER,
  'teacher.invite': ANY_TEACHER,

  'replay.full': OWNER_OR_SOLOIST,
  'replay.class': { owner: 'always', student: 'always', soloist: 'always' },
  'replay.seat': { owner: 'always', student: 'self', soloist: 'self' },
  'replay.share': OWNER,
  'replay.fork': OWNER_OR_SOLOIST,
  'export.full': OWNER_OR_SOLOIST,

  // The teacher acts for any seat; a student in the student's own.
  'command.submit': { owner: 'always', ...OWN_SEAT },
  // Whether the seat is free is decided by the room, not here.
  'seat.claim': { student: 'always', soloist: 'always' },
  'seat.release': OWN_SEAT,
  'question.answer': { student: 'always', soloist: 'always' },
  'act.predict': { student: 'always', soloist: 'always' },
  'moment.mark': { owner: 'always', student: 'always', soloist: 'always' },
  'hint.take': OWN_SEAT,
  'view.request': IN_THE_ROOM,

  'teach.start': OWNER_OR_SOLOIST,
  'teach.mode': OWNER_OR_SOLOIST,
  'teach.step': OWNER_OR_SOLOIST,
  'teach.pace': OWNER_OR_SOLOIST,
  'teach.policy': OWNER_OR_SOLOIST,
  'teach.undo': OWNER_OR_SOLOIST,
  'teach.fault': OWNER_OR_SOLOIST,
  'teach.end': OWNER_OR_SOLOIST,
  'teach.assign': OWNER,
  'teach.release': OWNER,
  'teach.lock': OWNER,
  'teach.rotate-code': OWNER,
  'teach.remove': OWNER,
  'teach.rename': OWNER,
};

/** Every action there is, for tables and tests. */
export const POLICY_ACTIONS: readonly string[] = Object.keys(POLICY);

/** Whether the actor may do it to the resource. Default: no. */
export function can(actor: PolicyActor, action: PolicyAction, resource: PolicyResource): boolean {
  const grant = POLICY[action][standingOf(actor, resource)];
  if (grant === 'always') return true;
  return grant === 'self' && actor.kind === 'student' && actor.participantId === resource.participantId;
}

function standingOf(actor: PolicyActor, { classroom }: PolicyResource): Standing {
  switch (actor.kind) {
    case 'teacher':
      return classroom !== undefined && classroom.teacherId === actor.teacherId ? 'owner' : 'teacher';
    case 'student':
      if (classroom === undefined || classroom.id !== actor.classroomId) return 'stranger';
      return classroom.teacherId === null ? 'soloist' : 'student';
    case 'projector':
      return classroom !== undefined && classroom.id === actor.classroomId ? 'projector' : 'stranger';
    case 'anonymous':
      return 'stranger';
  }
}
