import type { Turn } from '../../cluster/component.ts';
import type { Message } from '../../cluster/message.ts';
import { asPod, cacheOf, readObject, timestamp } from '../../cluster/objects.ts';
import type { Seat } from '../../cluster/seats.ts';
import { sortedValues } from '../../kernel/ordered.ts';
import { isJsonObject } from '../../kernel/json.ts';
import { type PrintedRow, type PrintOptions } from '../../kubernetes/printers/cells.ts';
import { printRow, printTable, tableText } from '../../kubernetes/printers/table.ts';
import { APPLY_PATCH } from '../../kubernetes/registry/update.ts';
import { kindInfo, parseEtcdKey, parsePath, resourceInfo } from '../../kubernetes/resources-table.ts';
import { parseRfc3339 } from '../../kubernetes/rfc3339.ts';
import type { KubernetesObject } from '../../kubernetes/types/meta.ts';
import { lineOf } from './ask.ts';
import { applyErrorLines, errorLines } from './error-lines.ts';
import { readLines } from './read-lines.ts';
import { nameOf } from './task-objects.ts';

/** What kubectl prints when its answer comes, in kubectl's own words. */
export function printAnswer(turn: Turn, seat: Seat, message: Message): void {
  const lines = answerLines(turn, seat, message);
  if (lines.length > 0) turn.emit({ type: 'KubectlPrinted', seat: seat.id, lines });
}

function answerLines(turn: Turn, seat: Seat, message: Message): string[] {
  const body = isJsonObject(message.body) ? message.body : {};
  const typed = lineOf(turn.state, seat.id, message.inReplyTo);
  const applies = typed?.contentType === APPLY_PATCH;
  if ((message.status ?? 0) >= 400) {
    return applies ? applyErrorLines(body) : errorLines(body, sourceOf(turn, seat, message));
  }
  const name = parseEtcdKey(String(body['key']))?.name ?? parsePath(message.path)?.name ?? '';
  const kind = typedKind(message.path);
  if (message.verb === 'POST') return [`${kind}/${name} created`];
  if (applies) return [`${kind}/${name} serverside-applied`];
  if (message.verb === 'PATCH') return [`${kind}/${name} ${changeOf(turn, seat, message.path, name)}`];
  if (message.verb === 'DELETE') {
    const forced = turn.state.users[seat.id]?.forced?.includes(message.inReplyTo ?? '') === true ? 'force ' : '';
    return [`${kind} "${name}" ${forced}deleted${fromNamespace(message.path)}`];
  }
  if (typed !== null) return readLines(turn.state, typed, message.body, options(turn));
  const pods = cacheOf(turn.state, seat.id, 'pods');
  if (pods.length === 0) return ['No resources found in default namespace.'];
  const objects = pods.map(({ object }) => asPod(object));
  return tableText(printTable('Pod', objects, options(turn)));
}

/** What kubectl says that it has changed. */
function changeOf(turn: Turn, seat: Seat, path: string, name: string): string {
  if (path.endsWith('/scale')) return 'scaled';
  const tasks = sortedValues(turn.state.users[seat.id]?.missions ?? {}).flatMap(({ task, done }) =>
    task?.do === 'change' && task.name === name && done !== true ? [task.printed] : [],
  );
  return tasks[0] ?? 'patched';
}

/** Since v1.34 kubectl says from where it has deleted. Models PrintObj of staging/src/k8s.io/kubectl/pkg/cmd/delete. */
function fromNamespace(path: string): string {
  const { namespace } = parsePath(path) ?? {};
  return namespace === undefined ? '' : ` from ${namespace} namespace`;
}

/** The file of the manifest that `kubectl create -f` sent; undefined for other commands. */
function sourceOf(turn: Turn, seat: Seat, message: Message): string | undefined {
  if (message.verb !== 'POST') return undefined;
  const typed = lineOf(turn.state, seat.id, message.inReplyTo);
  if (typed !== null) return /^kubectl create -f (\S+)/.exec(typed.line)?.[1];
  const { resource } = parsePath(message.path) ?? {};
  const names = sortedValues(turn.state.users[seat.id]?.missions ?? {}).flatMap(({ task }) =>
    task?.do === 'create' && task.resource === resource ? [nameOf(task)] : [],
  );
  const { details } = isJsonObject(message.body) ? message.body : {};
  const named = isJsonObject(details) && typeof details['name'] === 'string' ? details['name'] : names[0];
  return named !== undefined && names.includes(named) ? `${named}.yaml` : undefined;
}

/** A kind as kubectl writes it before a name: `pod`, `replicaset.apps`. */
function typedKind(path: string): string {
  const { resource = '', group = '' } = parsePath(path) ?? {};
  const singular = resourceInfo(resource)?.singular ?? resource;
  return group === '' ? singular : `${singular}.${group}`;
}

/** A line of `kubectl get --watch`; printed only when one of its columns changed. */
export function printWatch(turn: Turn, seat: Seat, message: Message): void {
  const body = isJsonObject(message.body) ? message.body : {};
  const revision = Number(body['revision']);
  const key = String(body['key']);
  const stored = readObject(turn.state, key, revision);
  const kind = resourceInfo(parseEtcdKey(key)?.resource ?? '')?.kind;
  if (stored === null || kind === undefined) return;
  const now = options(turn);
  const before = readObject(turn.state, key, revision - 1);
  const object = asPod(stored.object);
  if (before !== null && sameRow(printRow(kind, asPod(before.object), now), printRow(kind, object, now))) return;
  turn.emit({ type: 'KubectlPrinted', seat: seat.id, lines: watchLines(kind, object, now) });
}

/** Whoever watches more than pods sees of what kind the others are: `replicaset.apps/web   2   2   1   3s`. */
function watchLines(kind: string, object: KubernetesObject, now: PrintOptions): string[] {
  const table = printTable(kind, [object], now);
  if (kind === 'Pod') return tableText(table, false);
  const info = kindInfo(kind);
  const prefix = info === undefined || info.group === '' ? kind.toLowerCase() : `${info.singular}.${info.group}`;
  const rows = table.rows.map(({ cells }) => ({ cells: [`${prefix}/${String(cells[0])}`, ...cells.slice(1)] }));
  return tableText({ ...table, rows }, false);
}

function sameRow(left: PrintedRow, right: PrintedRow): boolean {
  return left.cells.join('\n') === right.cells.join('\n');
}

function options(turn: Turn): PrintOptions {
  return { now: parseRfc3339(timestamp(turn.state.now)) ?? 0, wide: false };
}
