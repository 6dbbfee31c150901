import type { JsonValue } from '../kernel/json.ts';
import type { SeatId } from './seats.ts';

/** `story` is drawn and may become a card; `support` folds under its cause; `upkeep` under a heartbeat lamp. */
export type Weight = 'story' | 'support' | 'upkeep';

/** How much of a request a player decides: every stage, one card, or nothing. */
export type Grain = 'stages' | 'one' | 'auto';

/** What kind of patch the body of a PATCH is. */
export type PatchContentType =
  | 'application/apply-patch+yaml'
  | 'application/json-patch+json'
  | 'application/merge-patch+json'
  | 'application/strategic-merge-patch+json';

export type HttpVerb = 'GET' | 'LIST' | 'POST' | 'PUT' | 'PATCH' | 'DELETE' | 'WATCH';
export type EtcdVerb = 'Txn' | 'Range' | 'WatchEvent';
export type CriVerb =
  | 'RunPodSandbox'
  | 'PullImage'
  | 'ImageStatus'
  | 'CreateContainer'
  | 'StartContainer'
  | 'StopContainer'
  | 'StopPodSandbox'
  | 'RemovePodSandbox';
export type SceneryVerb = 'CNI ADD' | 'CNI DEL' | 'Pull';
/** What packets of a connection are told or tell. */
export type ConnectionVerb = 'connect' | 'DNAT' | 'forward' | 'SYN-ACK' | 'RST' | 'REJECT';
/** What a seat can say of its own accord. */
export type SpokenVerb = HttpVerb | 'Txn' | 'Range' | CriVerb;
export type Verb = HttpVerb | EtcdVerb | CriVerb | SceneryVerb | ConnectionVerb;

/** One thing said on the cluster's network. Ids count up: `m1`, `m2`. Times are cluster milliseconds. */
export interface Message {
  readonly id: string;
  readonly kind: 'request' | 'answer' | 'watch';
  readonly from: SeatId;
  readonly to: SeatId;
  readonly verb: Verb;
  /** An API path, an etcd key, or what a CRI call is about. */
  readonly path: string;
  readonly weight: Weight;
  readonly body?: JsonValue;
  /** Of a PATCH; absent = a strategic merge patch. */
  readonly contentType?: PatchContentType;
  /** HTTP status of an API answer; for etcd and CRI 200, or 500 with the reason in the body. */
  readonly status?: number;
  readonly inReplyTo?: string;
  readonly causedBy?: string;
  /** The credential a client sends along; who holds it is authentication's business. */
  readonly credential?: string;
  /** The uid of the object the message is about, once it has one. */
  readonly about?: string;
  readonly sentAt: number;
  readonly deliverAt: number;
}

/** A message before the network has numbered and timed it. */
export type MessageDraft = Omit<Message, 'id' | 'sentAt' | 'deliverAt'>;
