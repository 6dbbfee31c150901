import type { Turn } from '../../cluster/component.ts';
import type { Message } from '../../cluster/message.ts';
import { asPod, cacheOf, readObject } from '../../cluster/objects.ts';
import type { Seat } from '../../cluster/seats.ts';
import { isJsonObject } from '../../kernel/json.ts';
import { podColumns } from './pod-columns.ts';

/** What kubectl prints when its answer comes, in kubectl's own words. */
export function printAnswer(turn: Turn, seat: Seat, message: Message): void {
  const lines = answerLines(turn, seat, message);
  if (lines.length > 0) turn.emit({ type: 'KubectlPrinted', seat: seat.id, lines });
}

function answerLines(turn: Turn, seat: Seat, message: Message): string[] {
  const body = isJsonObject(message.body) ? message.body : {};
  if ((message.status ?? 0) >= 400) {
    const reason = typeof body['reason'] === 'string' ? body['reason'] : 'Unknown';
    return [`Error from server (${reason}): ${String(body['message'] ?? '')}`];
  }
  const name =
    String(body['key'] ?? message.path)
      .split('/')
      .at(-1) ?? '';
  if (message.verb === 'POST') return [`pod/${name} created`];
  if (message.verb === 'DELETE') return [`pod "${name}" deleted`];
  const pods = cacheOf(turn.state, seat.id, 'pods');
  if (pods.length === 0) return ['No resources found in default namespace.'];
  return ['NAME   READY   STATUS   RESTARTS', ...pods.map(({ object }) => podColumns(asPod(object)).join('   '))];
}

/** A line of `kubectl get pods --watch`; printed only when one of its columns changed. */
export function printWatch(turn: Turn, seat: Seat, message: Message): void {
  const body = isJsonObject(message.body) ? message.body : {};
  const revision = Number(body['revision']);
  const stored = readObject(turn.state, String(body['key']), revision);
  if (stored === null) return;
  const line = podColumns(asPod(stored.object)).join('   ');
  const before = readObject(turn.state, String(body['key']), revision - 1);
  if (before !== null && podColumns(asPod(before.object)).join('   ') === line) return;
  turn.emit({ type: 'KubectlPrinted', seat: seat.id, lines: [line] });
}
