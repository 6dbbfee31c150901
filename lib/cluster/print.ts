import { isJsonObject, type JsonValue } from '../kernel/json.ts';
import type { ClusterEvent } from './events.ts';
import type { Message } from './message.ts';
import type { ProxyRule } from './services.ts';

/** Cluster milliseconds as seconds with three decimals. */
export function printClock(millis: number): string {
  return (millis / 1000).toFixed(3);
}

/** One fact as one line of a transcript; null for what only moves the machinery along. */
export function printEvent(event: ClusterEvent): string | null {
  switch (event.type) {
    case 'MessageSent':
      return printMessage(event.message);
    case 'ClusterInitialized':
      return `cluster ready: ${event.initial.seats.length} seats, ${event.initial.objects.length} objects, revision ${event.initial.revision}`;
    case 'ObjectAdmitted':
      return `ObjectAdmitted request=${event.request}${event.mutations.length === 0 ? '' : ` sets ${event.mutations.join(', ')}`}`;
    case 'TxnCompared':
      return `compare ${event.key}: ${event.succeeded ? 'holds' : 'fails'}`;
    case 'TxnCommitted':
      return event.keyVersion === 0
        ? `COMMIT revision ${event.revision}: delete ${event.key}`
        : `COMMIT revision ${event.revision}: ${event.key} (write ${event.keyVersion})`;
    case 'CardDealt':
      return `card ${event.card.id} for ${event.card.seat}: ${event.card.kind}`;
    case 'RulesProgrammed':
      return `RulesProgrammed node=${event.node} ${printRules(event.rules)}`;
    case 'KubectlPrinted':
      return event.lines.map((line) => `${event.seat} prints: ${line}`).join('\n');
    case 'TimerFired':
    case 'TimerSet':
    case 'TimerCancelled':
    case 'MessageDelivered':
    case 'ClockAdvanced':
    case 'CardClosed':
    case 'CacheAdvanced':
    case 'StreamAdvanced':
    case 'RequestReceived':
    case 'StorageRequested':
    case 'StorageAnswered':
    case 'TxnReceived':
    case 'StoreCompacted':
    case 'CallReceived':
    case 'CallAnswered':
    case 'GrainChanged':
      return null;
    default:
      return printPlain(event);
  }
}

/** Times stand at the head of the line, and what a relist saw in detail is told by its belief about each container. */
const QUIET = new Set(['type', 'at', 'seen', 'failure']);

function printRules(rules: Readonly<Record<string, ProxyRule>>): string {
  const lines = Object.entries(rules).map(
    ([key, { endpoints }]) => `${key} → ${endpoints.length === 0 ? 'REJECT' : endpoints.join(' | ')}`,
  );
  return lines.join(', ') || 'none';
}

/** Everything else prints as its name and its plain members. */
function printPlain(event: ClusterEvent): string {
  const members = Object.entries(event)
    .filter(([name]) => !QUIET.has(name))
    .map(([name, value]) => `${name}=${brief(value as JsonValue)}`);
  return [event.type, ...members].join(' ');
}

function printMessage(message: Message): string {
  const sign = message.kind === 'answer' ? '←' : message.kind === 'watch' ? '⇢' : '→';
  const body = isJsonObject(message.body) ? message.body : {};
  const type = message.kind === 'watch' ? ` ${String(body['type'])}` : '';
  const status = message.status === undefined ? '' : ` ${message.status}`;
  const folded = message.weight === 'story' ? '' : ` (${message.weight})`;
  return `${message.id} ${message.from} ${sign} ${message.to} ${message.verb}${type} ${message.path}${status}${folded}`;
}

function brief(value: JsonValue | undefined): string {
  if (Array.isArray(value)) return value.map(brief).join(',');
  if (isJsonObject(value)) {
    if (typeof value['name'] === 'string') return value['name'];
    if (typeof value['phase'] === 'string') return value['phase'];
    return Object.entries(value)
      .map(([key, member]) => `${key}:${brief(member)}`)
      .join(',');
  }
  return String(value);
}
