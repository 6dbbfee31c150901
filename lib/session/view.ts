import type { JsonObject, JsonValue } from '../kernel/json.ts';
import type { CardKind, ChoiceRow, Form, Option, Text, WorksheetRow } from '../cluster/card.ts';
import type { ComponentName, SeatId } from '../cluster/seats.ts';
import type { Choice } from './foreseeable.ts';
import type { AssignmentPart, RoomMode, StripRow } from './state.ts';

/** Who looks: decides what is in the view. */
export type Viewer =
  | { readonly kind: 'participant'; readonly participant: string }
  | { readonly kind: 'teacher' }
  | { readonly kind: 'projector' };

/** Somebody's eyes: a viewer's, or a seat's, whoever plays it. */
export type Eyes = Viewer | { readonly kind: 'seat'; readonly seat: SeatId };

/** The room in a few words; key `room` of section `room`. */
export interface RoomLine {
  readonly lesson: string;
  readonly wave: number;
  readonly waves: number;
  /** The present wave's id, for its texts; null before the first. */
  readonly waveId: string | null;
  readonly waveDone: boolean;
  readonly goalReached: boolean;
  readonly mode: RoomMode;
  readonly ended: boolean;
  readonly clock: number;
  /** The seat of the oldest blocking card, and since which cluster time. */
  readonly waitingFor: SeatId | null;
  /** What is broken; null while all is well. */
  readonly trouble: TroubleLine | null;
}

export interface TroubleLine {
  readonly off: readonly string[];
  readonly cut: readonly string[];
  readonly frozen: readonly SeatId[];
  readonly registryDown: boolean;
  readonly membersLost: number;
}

/** A seat as everybody sees it; section `seats`, by seat id. */
export interface SeatLine {
  readonly seat: SeatId;
  readonly component: ComponentName;
  readonly node?: string;
  readonly player: string | null;
  readonly partners: readonly string[];
  /** How many cards lie on its desk. */
  readonly desk: number;
  /** Its process does not run: nothing reaches it. */
  readonly dark: boolean;
  readonly blocking: boolean;
}

/** Which of the course's steps a pod has taken; section `strip`, by the id of the request that began it. */
export type StripLine = Pick<StripRow, 'id' | 'pod' | 'lit' | 'early'>;

/** A participant as everybody sees them; section `people`, by participant id. Names are added by the edge. */
export interface PersonLine {
  readonly participant: string;
  readonly seats: readonly { readonly seat: SeatId; readonly part: AssignmentPart }[];
}

/** A message as drawn; section `flow`, by message id. */
export interface FlowLine {
  readonly id: string;
  readonly from: SeatId;
  readonly to: SeatId;
  readonly kind: 'request' | 'answer' | 'watch';
  /** Of a watch event what happened to the object, and the object's own path. */
  readonly verb: string;
  readonly path: string;
  readonly status?: number;
  readonly inReplyTo?: string;
  readonly causedBy?: string;
  /** Absent once it has arrived. */
  readonly underway?: true;
  readonly sentAt: number;
}

/** An object as drawn on the map; section `objects`, by `resource/namespace/name`. */
export interface ObjectLine {
  readonly resource: string;
  readonly namespace?: string;
  readonly name: string;
  readonly node?: string;
  /** The word kubectl would print. */
  readonly status: string;
  readonly resourceVersion: string;
  readonly detail: readonly FactLine[];
}

/** A sentence in the reader's language: its key alone when nothing is filled in. */
export type TextLine = string | Text;

export type FactLine = readonly [label: TextLine, value: string];

/** Something that may be chosen; `action` is what to send, without its `card`. */
export interface OptionLine extends Pick<Option, 'id'> {
  readonly label: TextLine;
  readonly action: JsonObject;
}

export interface ChoiceRowLine extends Pick<ChoiceRow, 'id' | 'name'> {
  readonly facts: readonly FactLine[];
}

export interface WorksheetRowLine extends Pick<WorksheetRow, 'node'> {
  readonly facts: readonly FactLine[];
}

export interface ChoicesFormLine {
  readonly kind: 'choices';
  readonly rows: readonly ChoiceRowLine[];
  /** The action without its `card` and without what is ticked, which goes into `member`. */
  readonly action: JsonObject;
  readonly member: string;
  readonly submit: TextLine;
}

export type FormLine =
  | Extract<Form, { kind: 'manifest' }>
  | { readonly kind: 'worksheet'; readonly nodes: readonly WorksheetRowLine[] }
  | ChoicesFormLine;

/** A card as its player sees it, in few bytes; section `cards`, by card id. */
export interface CardLine {
  readonly id: string;
  readonly seat: SeatId;
  readonly kind: CardKind;
  /** While it lies there, idle time stands still. Absent otherwise. */
  readonly blocking?: true;
  readonly title: TextLine;
  readonly facts: readonly FactLine[];
  readonly options: readonly OptionLine[];
  readonly form?: FormLine;
}

/** The question that is open or was revealed last; section `question`, by question id. */
export interface QuestionLine {
  readonly id: string;
  readonly status: 'open' | 'revealed';
  readonly options: readonly string[];
  readonly mine?: string;
  readonly answered: number;
  readonly answer?: string;
  /** Option id → how many chose it; only once revealed. */
  readonly tally?: Readonly<Record<string, number>>;
}

/**
 * Another seat's next act, to be predicted; or the last one that was, with what came of it. Section `predictions`, by
 * card id. While it is open it tells nothing of what others said.
 */
export interface PredictionLine {
  readonly card: string;
  readonly seat: SeatId;
  readonly status: 'open' | 'revealed';
  readonly title: Text;
  /** All that can be said; once revealed, what was said or done. */
  readonly choices: readonly Choice[];
  readonly mine?: string;
  /** What the player did; only once revealed. */
  readonly choice?: string;
  /** The real component would have done the same; left out while mistakes are kept for the debrief. */
  readonly asReference?: boolean;
  /** Choice id → how many said so; only once revealed. */
  readonly tally?: Readonly<Record<string, number>>;
}

/** What went wrong or was refused, told to its seat (and to the teacher); section `notices`, by entry position. */
export interface NoticeLine {
  readonly position: number;
  readonly seat: SeatId;
  readonly kind: 'refusal' | 'mistake' | 'mark';
  readonly reason: string;
  readonly params: Readonly<Record<string, string | number>>;
}

/**
 * What one viewer may see: keyed records by section. Made by one pure function for live play, replay and bots;
 * a delta is the difference of two views, key by key.
 */
export interface View {
  readonly room: Readonly<Record<string, RoomLine>>;
  readonly seats: Readonly<Record<string, SeatLine>>;
  readonly people: Readonly<Record<string, PersonLine>>;
  readonly strip: Readonly<Record<string, StripLine>>;
  readonly question: Readonly<Record<string, QuestionLine>>;
  readonly predictions: Readonly<Record<string, PredictionLine>>;
  readonly flow: Readonly<Record<string, FlowLine>>;
  readonly objects: Readonly<Record<string, ObjectLine>>;
  readonly cards: Readonly<Record<string, CardLine>>;
  /** What my seats know besides their cards: local facts by `seat/topic`. */
  readonly knows: Readonly<Record<string, JsonValue>>;
  readonly notices: Readonly<Record<string, NoticeLine>>;
}

export type ViewSection = keyof View;

export const VIEW_SECTIONS = [
  'room',
  'seats',
  'people',
  'strip',
  'question',
  'predictions',
  'flow',
  'objects',
  'cards',
  'knows',
  'notices',
] as const satisfies readonly ViewSection[];
