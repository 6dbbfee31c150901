import type { SeatId } from '../../lib/cluster/seats.ts';
import type { FlowLine } from '../../lib/session/view.ts';

/** A line of the message diagram: one message, or one watch event with everybody who got it. */
export interface FlowRow {
  /** The place of its first message among all messages, from 1. */
  readonly number: number;
  /** What is drawn; the first names the line. */
  readonly messages: readonly [FlowLine, ...FlowLine[]];
  /** How many messages it stands for, drawn or not. */
  readonly count: number;
}

/** A line for every message. */
export function singleRows(messages: readonly FlowLine[]): readonly FlowRow[] {
  return messages.map((message, index) => ({ number: index + 1, messages: [message], count: 1 }));
}

/** A line for every message, but one for a watch event that went to several at once. */
export function gatheredRows(messages: readonly FlowLine[]): readonly FlowRow[] {
  const rows: FlowRow[] = [];
  messages.forEach((message, index) => {
    const before = rows.at(-1);
    if (before !== undefined && sameEvent(before.messages[0], message)) {
      rows[rows.length - 1] = { ...before, messages: [...before.messages, message], count: before.count + 1 };
    } else {
      rows.push({ number: index + 1, messages: [message], count: 1 });
    }
  });
  return rows;
}

function sameEvent(first: FlowLine, second: FlowLine): boolean {
  return (
    first.kind === 'watch' &&
    second.kind === 'watch' &&
    first.from === second.from &&
    first.verb === second.verb &&
    first.path === second.path
  );
}

/**
 * The newest lines that fit: at most so many, between at most so many seats. Who asks and answers gets a lane; those
 * who are only told of an event are drawn where they have one.
 */
export function newestRows(rows: readonly FlowRow[], rowsMax: number, lanesMax: number): readonly FlowRow[] {
  const lanes = new Set<SeatId>();
  const chosen: FlowRow[] = [];
  for (const row of rows.toReversed()) {
    const [first] = row.messages;
    const ends = first.kind === 'watch' && row.count > 1 ? [first.from] : [first.from, first.to];
    const wanted = new Set([...lanes, ...ends]);
    if (chosen.length === rowsMax || wanted.size > lanesMax) break;
    for (const seat of ends) lanes.add(seat);
    chosen.unshift(row);
  }
  return chosen.flatMap((row) => {
    if (row.count === 1) return [row];
    const [first, ...others] = row.messages.filter(({ to }) => lanes.has(to));
    if (first !== undefined) return [{ ...row, messages: [first, ...others] as const }];
    if (lanes.size >= lanesMax) return [];
    lanes.add(row.messages[0].to);
    return [{ ...row, messages: [row.messages[0]] as const }];
  });
}
