import type { Card, CardView, Fact } from '../../cluster/card.ts';
import { done, refuse, type Advice, type Outcome, type Turn } from '../../cluster/component.ts';
import { membersThere } from '../../cluster/faults.ts';
import type { Message } from '../../cluster/message.ts';
import type { AskLine, Mission, MissionTask } from '../../cluster/mission.ts';
import type { Seat, SeatId } from '../../cluster/seats.ts';
import type { ClusterState } from '../../cluster/state.ts';
import { present } from '../../kernel/assert.ts';
import { sortedValues } from '../../kernel/ordered.ts';
import { callApi } from '../api-request.ts';
import type { Due } from './tasks.ts';

export type AskTask = Extract<MissionTask, { readonly do: 'ask' }>;

export function askTask({ task }: Mission): AskTask | null {
  return task?.do === 'ask' ? task : null;
}

/** One after the other, in the order of their ids; those that wait for another number of members are passed over. */
export function askDue(state: ClusterState, seat: Seat, mission: Mission): Due {
  const next = sortedValues(state.users[seat.id]?.missions ?? {}).find(
    (other) =>
      askTask(other) !== null &&
      other.done !== true &&
      (other.members === undefined || other.members === membersThere(state)),
  );
  return next?.id === mission.id ? 'mission' : null;
}

/** Types a line: one request, whatever its answer will be. */
export function sendAsk(
  turn: Turn,
  seat: Seat,
  card: Card,
  mission: Mission,
  task: AskTask,
  picked: string = task.right,
): Outcome {
  const asked = task.lines.find(({ id }) => id === picked);
  if (asked === undefined) return refuse('NotFound', { name: picked });
  turn.close(seat.id, card.about);
  const { id: line, verb, path, body, contentType, credential } = asked;
  const request = callApi(turn, seat, {
    verb,
    path,
    ...(body !== undefined && { body }),
    ...(contentType !== undefined && { contentType }),
    ...(credential !== undefined && { credential }),
  });
  turn.emit({ type: 'MissionAsked', seat: seat.id, mission: mission.id, line, request });
  return done;
}

/** The answer to the line that was typed last: the task is done when it is the one that was wanted. */
export function noteAsked(turn: Turn, seat: Seat, message: Message): void {
  const { status, inReplyTo } = message;
  if (status === undefined || inReplyTo === undefined) return;
  for (const mission of sortedValues(turn.state.users[seat.id]?.missions ?? {})) {
    const task = askTask(mission);
    if (task === null || mission.asked?.request !== inReplyTo) continue;
    turn.emit({ type: 'MissionAnswered', seat: seat.id, mission: mission.id, code: status });
    if (status === task.code && mission.done !== true) {
      turn.emit({ type: 'MissionDone', seat: seat.id, mission: mission.id });
    }
  }
}

/** The line whose request this is; null when it was not typed for a task to ask. */
export function lineOf(state: ClusterState, seat: SeatId, request: string | undefined): AskLine | null {
  for (const mission of sortedValues(state.users[seat]?.missions ?? {})) {
    const { asked } = mission;
    if (asked === undefined || asked.request !== request) continue;
    return askTask(mission)?.lines.find(({ id }) => id === asked.line) ?? null;
  }
  return null;
}

export function showAsk(state: ClusterState, card: Card, mission: Mission, task: AskTask): CardView {
  const { asked, answered } = mission;
  const last = task.lines.find(({ id }) => id === asked?.line)?.line;
  const facts: Fact[] = [
    { label: { key: 'fact.wanted-code' }, value: String(task.code) },
    ...(last === undefined ? [] : [{ label: { key: 'fact.typed' }, value: last }]),
    ...(answered === undefined ? [] : [{ label: { key: 'fact.answered-code' }, value: String(answered) }]),
    { label: { key: 'fact.printed' }, value: state.users[card.seat]?.terminal.at(-1) ?? '—' },
  ];
  return {
    ...card,
    title: { key: `card.ask.${mission.id}` },
    facts,
    options: task.lines.map(({ id, line }) => ({
      id,
      label: { key: 'option.RunTask', params: { line } },
      action: { type: 'RunTask', card: card.id, name: id },
    })),
  };
}

export function adviseAsk(card: Card, task: AskTask): Advice {
  const { id, line } = present(
    task.lines.find((other) => other.id === task.right),
    'right line of a task',
  );
  return {
    action: { type: 'RunTask', card: card.id, name: id },
    because: { key: `because.ask.${card.about}`, params: { line } },
  };
}
