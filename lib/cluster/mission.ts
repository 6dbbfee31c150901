import type { JsonObject } from '../kernel/json.ts';
import type { MistakeRule } from './commands.ts';
import type { EtcdTask } from './etcd-task.ts';
import type { HttpVerb, PatchContentType } from './message.ts';
import type { SeatId } from './seats.ts';

/** What a user is asked to do other than to run a pod from the form. Kinds are those of the kubectl command. */
export type MissionTask =
  /** `kubectl create -f`: any object of the default namespace. Done while it exists with this spec. */
  | {
      readonly do: 'create';
      readonly resource: string;
      readonly manifest: JsonObject;
      /** The same with a slip that a person could make, and the rule that it breaks. */
      readonly slip?: { readonly manifest: JsonObject; readonly rule: MistakeRule };
    }
  /** `kubectl scale`. Done while spec.replicas is this. */
  | { readonly do: 'scale'; readonly resource: string; readonly name: string; readonly replicas: number }
  /** `kubectl set image`, `kubectl rollout undo`: a PATCH of the spec. Done while the spec contains this. */
  | {
      readonly do: 'change';
      readonly resource: string;
      readonly name: string;
      readonly spec: JsonObject;
      /** The line as it is typed, and what kubectl prints behind the name. */
      readonly line: string;
      readonly printed: string;
    }
  /** `kubectl delete`. Done when the object with this uid, or this name, is gone. */
  | {
      readonly do: 'delete';
      readonly resource: string;
      readonly name: string;
      readonly uid?: string;
      /** Any one of the objects with these labels: the user picks; then `name` says what they have in common. */
      readonly labels?: Readonly<Record<string, string>>;
    }
  /** A process in a pod opens a connection to a host (a Service's name or address). Done when it was answered. */
  | {
      readonly do: 'connect';
      readonly pod: string;
      /** A Service's name, an address, or `pod/NAME` for the address of a pod. */
      readonly host: string;
      readonly port: number;
      /** The pod that has to answer; absent = any. */
      readonly by?: string;
    }
  /**
   * One request as kubectl sends it. Done when a line was answered with this code; of a user's own such tasks one
   * comes up at a time, in the order of their ids.
   */
  | {
      readonly do: 'ask';
      readonly code: number;
      /** What could be typed, right and wrong mixed, in the order in which it is offered. */
      readonly lines: readonly AskLine[];
      /** The id of the line that is answered with this code when everybody does what they should. */
      readonly right: string;
    };

/** A line of kubectl, and the request that it is. */
export interface AskLine {
  readonly id: string;
  readonly line: string;
  readonly verb: HttpVerb;
  readonly path: string;
  readonly body?: JsonObject;
  /** Of a PATCH; absent = a strategic merge patch. */
  readonly contentType?: PatchContentType;
  /** Of another user than the seat's own. */
  readonly credential?: string;
  /** What a read prints: a wide table, the answer as it came, or the kind of the owner; absent = a table. */
  readonly prints?: 'wide' | 'raw' | 'owner';
}

/** What a user is asked to bring about. */
export interface Mission {
  readonly id: string;
  readonly seat: SeatId;
  readonly name: string;
  readonly image: string;
  /** Kubernetes quantities. */
  readonly cpu: string;
  readonly memory: string;
  /** Labels of the pod beside `run`. */
  readonly labels?: Readonly<Record<string, string>>;
  /** Extra members of the pod's spec that the form does not show (tolerations). */
  readonly spec?: JsonObject;
  /** `up`: the pod must run. `try`: sending it is all; the manifest has a defect. */
  readonly aim: 'up' | 'try';
  /** Comes up only while so many of etcd's members are there; absent = always. */
  readonly members?: number;
  /** Another task than running a pod; then image, cpu and memory are empty. */
  readonly task?: MissionTask;
  /** For etcd's seat: then this is all the mission is. */
  readonly etcd?: EtcdTask;
  /** What the user has looked at of their own accord: that it was created, that it runs. */
  readonly looked?: 'created' | 'running';
  /** The code of the answer, once one came. */
  readonly answered?: number;
  /** Of a task: how many missions had been given before; what is asked for later goes before what was asked earlier. */
  readonly given?: number;
  /** Of a task to delete: the uid of the object that the user picked. */
  readonly aimedAt?: string;
  /** Of a task to ask: the line that was typed last, and its request's message id. */
  readonly asked?: { readonly line: string; readonly request: string };
  /** Of a task: the user has seen that it is done. */
  readonly done?: boolean;
}
