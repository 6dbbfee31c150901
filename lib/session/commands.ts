import type { Text } from '../cluster/card.ts';
import type { ClusterCommand, Mistake, Refusal } from '../cluster/commands.ts';
import type { ClusterEvent } from '../cluster/events.ts';
import type { SeatId } from '../cluster/seats.ts';
import type { Choice } from './foreseeable.ts';
import type { AbsencePolicy, AssignmentPart, RoomMode, SessionState } from './state.ts';

/** Commands to the room around the cluster. */
export type RoomCommand =
  | { readonly type: 'OpenSession'; readonly lesson: string; readonly seed: number }
  | {
      readonly type: 'ForkSession';
      readonly parent: string;
      readonly parentPosition: number;
      /** What it goes on from. Needed to decide; the record has it in the event alone. */
      readonly snapshot?: SessionState;
    }
  | { readonly type: 'StartWave'; readonly wave: number }
  | { readonly type: 'SetMode'; readonly mode: RoomMode; readonly because: ModeReason }
  | { readonly type: 'Step' }
  | { readonly type: 'AdmitParticipant'; readonly participant: string }
  | { readonly type: 'RemoveParticipant'; readonly participant: string }
  | { readonly type: 'AssignSeat'; readonly participant: string; readonly seat: SeatId; readonly part: AssignmentPart }
  | { readonly type: 'ReleaseSeat'; readonly participant: string; readonly seat: SeatId }
  | {
      readonly type: 'AnswerQuestion';
      readonly participant: string;
      readonly question: string;
      readonly option: string;
    }
  | { readonly type: 'PredictAct'; readonly participant: string; readonly card: string; readonly choice: string }
  | { readonly type: 'MarkMoment'; readonly participant: string; readonly note: string }
  | { readonly type: 'TakeHint'; readonly participant: string; readonly card: string }
  | { readonly type: 'SetPolicy'; readonly absence: AbsencePolicy; readonly mistakesShown: 'at-once' | 'debrief' }
  | { readonly type: 'EndSession' };

export type ModeReason = 'teacher' | 'teacher-away' | 'nobody-here' | 'restart' | 'fork' | 'lesson';

export type SessionCommand = RoomCommand | ClusterCommand;

export type RoomEvent =
  | { readonly type: 'SessionOpened'; readonly lesson: string; readonly seed: number }
  | {
      readonly type: 'SessionForked';
      readonly parent: string;
      readonly parentPosition: number;
      readonly snapshot: SessionState;
    }
  | { readonly type: 'WaveStarted'; readonly wave: number }
  | { readonly type: 'WaveFinished'; readonly wave: number }
  | { readonly type: 'GoalReached' }
  | { readonly type: 'ModeChanged'; readonly mode: RoomMode; readonly because: ModeReason }
  | { readonly type: 'ParticipantAdmitted'; readonly participant: string }
  | { readonly type: 'ParticipantRemoved'; readonly participant: string }
  | {
      readonly type: 'SeatAssigned';
      readonly participant: string;
      readonly seat: SeatId;
      readonly part: AssignmentPart;
    }
  | { readonly type: 'SeatReleased'; readonly participant: string; readonly seat: SeatId }
  | { readonly type: 'QuestionAsked'; readonly question: string; readonly options: readonly string[] }
  | {
      readonly type: 'QuestionAnswered';
      readonly question: string;
      readonly participant: string;
      readonly option: string;
    }
  | { readonly type: 'AnswerRevealed'; readonly question: string; readonly answer: string }
  | {
      readonly type: 'ActPredicted';
      readonly card: string;
      readonly participant: string;
      readonly choice: string;
    }
  | {
      readonly type: 'ActRevealed';
      readonly card: string;
      readonly seat: SeatId;
      readonly title: Text;
      /** What could be said, in the order of the card, and what was done. */
      readonly choices: readonly Choice[];
      readonly choice: string;
      readonly asReference: boolean;
    }
  | { readonly type: 'MomentMarked'; readonly participant: string; readonly note: string }
  | { readonly type: 'HintTaken'; readonly participant: string; readonly card: string }
  | { readonly type: 'PolicySet'; readonly absence: AbsencePolicy; readonly mistakesShown: 'at-once' | 'debrief' }
  | { readonly type: 'SessionEnded' };

export type SessionEvent = RoomEvent | ClusterEvent;

export type ActorKind = 'seat' | 'teacher' | 'bot' | 'substitute' | 'machinery' | 'setup';

/** Who gave a command. */
export interface Actor {
  readonly kind: ActorKind;
  /** The person's id in this classroom; never a name. */
  readonly participant?: string;
  readonly seat?: SeatId;
  /** The participant a substitute or teacher acts for. */
  readonly onBehalfOf?: string;
}

export type EntryOutcome =
  | { readonly events: readonly SessionEvent[]; readonly mistakes: readonly Mistake[] }
  | { readonly refusal: Refusal };

/** One line of the record: a command, who gave it, and what came of it. */
export interface Entry {
  readonly sessionId: string;
  /** Counts entries of the session from 1, without gaps. */
  readonly position: number;
  readonly epoch: number;
  /** Wall clock, ISO 8601; never used to decide anything. */
  readonly at: string;
  readonly schemaVersion: number;
  /** Chosen by the client, one per intention. */
  readonly commandId: string;
  readonly actor: Actor;
  readonly command: SessionCommand;
  readonly outcome: EntryOutcome;
  /** The commandId of what led to this one, for machinery and bots. */
  readonly causedBy?: string;
  /** SHA-256 chain over the entries, hexadecimal. */
  readonly hash: string;
}

/** What of an entry the state comes from. */
export type EntryLine = Pick<Entry, 'position' | 'actor' | 'command' | 'outcome'>;

export const SCHEMA_VERSION = 1;
