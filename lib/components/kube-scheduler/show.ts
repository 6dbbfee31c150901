import type { Card, CardView, Fact } from '../../cluster/card.ts';
import { asPod } from '../../cluster/objects.ts';
import { kubeletOf } from '../../cluster/seats.ts';
import type { ClusterState } from '../../cluster/state.ts';
import { noRouteOptions } from '../no-route.ts';
import { assessNodes, nodeFacts } from './assess.ts';
import { knownPod } from './queue.ts';

export function showScheduling(state: ClusterState, card: Card): CardView {
  const stored = knownPod(state, card.about);
  const pod = stored === null ? null : asPod(stored.object);
  const assessments = assessNodes(state, card.about);
  const facts: Fact[] = pod === null ? [] : podFacts(pod);
  const bind = assessments.map(({ node }) => ({
    id: `bind-${node}`,
    label: { key: 'option.BindPod', params: { node } },
    action: { type: 'BindPod', card: card.id, node },
  }));
  const nobody = {
    id: 'nobody',
    label: { key: 'option.MarkUnschedulable' },
    action: { type: 'MarkUnschedulable', card: card.id },
  };
  if (card.kind === 'worksheet') {
    return {
      ...card,
      title: { key: 'card.worksheet.title' },
      facts,
      options: [nobody, ...noRouteOptions(card, [{ to: 'etcd', verb: 'Txn', path: stored?.key ?? '' }])],
      form: { kind: 'worksheet', nodes: assessments.map(({ node }) => ({ node, facts: nodeFacts(state, node) })) },
    };
  }
  const filed = state.scheduler.worksheets[card.about] ?? [];
  const ticked: Fact = {
    label: { key: 'fact.worksheet' },
    value:
      filed
        .filter(({ feasible }) => feasible)
        .map(({ node }) => node)
        .join(', ') || '—',
  };
  const telling = noRouteOptions(card, [
    { to: kubeletOf(assessments[0]?.node ?? ''), verb: 'POST', path: `/pods/${pod?.metadata.name ?? ''}` },
  ]);
  return {
    ...card,
    title: { key: 'card.bind.title' },
    facts: [...facts, ticked],
    options: [...bind, nobody, ...telling],
  };
}

function podFacts(pod: ReturnType<typeof asPod>): Fact[] {
  const requests = pod.spec?.containers?.map((container) => {
    const { cpu = '0', memory = '0' } = container.resources?.requests ?? {};
    return `cpu ${cpu}, memory ${memory}`;
  });
  const tolerations = (pod.spec?.tolerations ?? []).filter(
    (toleration) => !toleration.key?.startsWith('node.kubernetes.io/'),
  );
  return [
    { label: { key: 'fact.pod' }, value: `${pod.metadata.namespace}/${pod.metadata.name}` },
    { label: { key: 'fact.requests' }, value: (requests ?? []).join('; ') },
    {
      label: { key: 'fact.tolerations' },
      value: tolerations.map(({ key, value, effect }) => `${key}=${value ?? ''}:${effect ?? ''}`).join(', ') || '—',
    },
  ];
}
