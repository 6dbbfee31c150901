import type { Card, CardView, Fact } from '../../cluster/card.ts';
import { ETCD } from '../../cluster/seats.ts';
import type { ClusterState } from '../../cluster/state.ts';
import { get } from '../../etcd/store.ts';
import { present, unreachable } from '../../kernel/assert.ts';
import { noRouteOptions } from '../no-route.ts';
import { numbersFor, taskOf } from './tasks.ts';

export function showEtcd(state: ClusterState, card: Card): CardView {
  return card.kind === 'etcdctl' || card.kind === 'read-number' ? showTask(state, card) : showTxn(state, card);
}

function showTask(state: ClusterState, card: Card): CardView {
  const { task } = taskOf(state, card.about);
  const printed = lastPrinted(state);
  const facts = printed === '' ? [] : [{ label: { key: 'fact.etcdctl-printed' }, value: printed }];
  const title = { key: `card.etcd-task.${card.about}` };
  if (task.do === 'run') {
    const options = task.lines.map((line, index) => ({
      id: `line-${index + 1}`,
      label: { key: 'option.RunEtcdctl', params: { line } },
      action: { type: 'RunEtcdctl', card: card.id, line },
    }));
    return { ...card, title, facts, options };
  }
  const options = numbersFor(state, task).map((number) => ({
    id: `number-${number}`,
    label: { key: 'option.ReadNumber', params: { number } },
    action: { type: 'ReadNumber', card: card.id, number },
  }));
  return { ...card, title, facts: [{ label: { key: 'fact.key' }, value: task.key }, ...facts], options };
}

/** The output of the line that ran last, with the line. */
function lastPrinted(state: ClusterState): string {
  const terminal = state.users[ETCD]?.terminal ?? [];
  const start = terminal.findLastIndex((line) => line.startsWith('$ '));
  return terminal.slice(Math.max(0, start)).join('\n');
}

function showTxn(state: ClusterState, card: Card): CardView {
  const txn = present(state.etcd.queue[0], 'transaction at the head');
  const facts: Fact[] = [
    { label: { key: 'fact.key' }, value: txn.key },
    {
      label: { key: 'fact.compare' },
      value: txn.expected === null ? '—' : `mod_revision(${txn.key}) = ${txn.expected}`,
    },
    { label: { key: 'fact.found' }, value: foundText(state, txn.key) },
    { label: { key: 'fact.revision' }, value: String(state.store.revision) },
  ];
  return { ...card, title: { key: `card.${card.kind}.title` }, facts, options: txnOptions(state, card) };
}

function foundText(state: ClusterState, key: string): string {
  const found = get(state.store, key);
  if (!found) return '—';
  return `mod_revision ${found.modRevision}, version ${found.version}`;
}

function txnOptions(state: ClusterState, card: Card): CardView['options'] {
  const current = state.store.revision;
  switch (card.kind) {
    case 'compare':
    case 'txn': {
      const type = card.kind === 'compare' ? 'EvaluateCompare' : 'EvaluateTxn';
      return [
        { id: 'holds', label: { key: `option.${type}.holds` }, action: { type, card: card.id, holds: true } },
        { id: 'fails', label: { key: `option.${type}.fails` }, action: { type, card: card.id, holds: false } },
        ...noRouteOptions(card, [{ to: 'user', verb: 'POST', path: '/answer' }]),
      ];
    }
    case 'commit':
      return [current, current + 1, current + 2].map((revision) => ({
        id: `revision-${revision}`,
        label: { key: 'option.CommitTxn', params: { revision } },
        action: { type: 'CommitTxn', card: card.id, revision },
      }));
    default:
      return unreachable(card.kind as never);
  }
}
