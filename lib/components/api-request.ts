import type { Turn } from '../cluster/component.ts';
import type { HttpVerb, PatchContentType, Weight } from '../cluster/message.ts';
import { weigh } from '../cluster/network.ts';
import { APISERVER, type Seat } from '../cluster/seats.ts';
import type { JsonObject } from '../kernel/json.ts';

export interface ApiCall {
  readonly verb: HttpVerb;
  readonly path: string;
  /** A JSON patch is a list of operations, every other body an object. */
  readonly body?: JsonObject | readonly JsonObject[];
  /** Of a PATCH; absent = a strategic merge patch. */
  readonly contentType?: PatchContentType;
  /** The uid of the object that is meant. */
  readonly about?: string;
  readonly causedBy?: string;
  /** Absent: the seat's own. */
  readonly credential?: string;
  /** Absent: what the path gives it. Who acts without a player tells no story. */
  readonly weight?: Weight;
}

/** Sends a request to kube-apiserver with the seat's credential; returns the message's id. */
export function callApi(turn: Turn, seat: Seat, call: ApiCall): string {
  const credential = call.credential ?? turn.state.settings.credentialOf[seat.id];
  return turn.send({
    kind: 'request',
    from: seat.id,
    to: APISERVER,
    ...call,
    weight: call.weight ?? weigh(call.verb, call.path),
    ...(credential !== undefined && { credential }),
  });
}
