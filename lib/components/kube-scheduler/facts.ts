import type { Fact } from '../../cluster/card.ts';
import type { ClusterState } from '../../cluster/state.ts';
import { taintText } from '../../kubernetes/taints.ts';
import type { NodeSelectorTerm, Pod, PodAffinityTerm, PodSpec } from '../../kubernetes/types/pod.ts';
import { snapshotFor } from './cache.ts';
import type { NodeInfo } from './framework/node-info.ts';
import type { NodeScore } from './framework/profile.ts';

const NOTHING = '—';

/** What a node has and who is there, as the player of the scheduler sees it. */
export function nodeFacts(state: ClusterState, asking: Pod | null, name: string): Fact[] {
  const { nodesByName } = snapshotFor(state, asking);
  const info = nodesByName.get(name);
  if (info === undefined) return [];
  const { taints = [] } = info.node.spec ?? {};
  return [
    { label: { key: 'fact.free-cpu' }, value: `${info.allocatable.milliCpu - info.requested.milliCpu}m` },
    {
      label: { key: 'fact.free-memory' },
      value: `${Math.round((info.allocatable.memory - info.requested.memory) / 1048576)}Mi`,
    },
    { label: { key: 'fact.taints' }, value: taints.map(taintText).join(', ') || NOTHING },
    { label: { key: 'fact.labels' }, value: hostname(info) },
    ...otherLabels(info, [...nodesByName.values()]),
    ...neighbours(info),
  ];
}

function hostname({ labels }: NodeInfo): string {
  return labels['kubernetes.io/hostname'] ?? NOTHING;
}

/** Labels that tell the nodes apart, beside the hostname: what all of them carry excludes none. */
function otherLabels({ labels }: NodeInfo, all: readonly NodeInfo[]): Fact[] {
  const shared = ([name, text]: [string, string]): boolean => all.every((node) => node.labels[name] === text);
  const shown = Object.entries(labels).filter((label) => label[0] !== 'kubernetes.io/hostname' && !shared(label));
  if (shown.length === 0) return [];
  const value = shown.map(([name, text]) => `${name}=${text}`).join(', ');
  return [{ label: { key: 'fact.node-labels' }, value }];
}

/** The pods there whose labels others may want to be near, or far from. */
function neighbours({ pods }: NodeInfo): Fact[] {
  const labelled = pods.filter(({ pod }) => Object.keys(pod.metadata.labels ?? {}).length > 0);
  if (labelled.length === 0) return [];
  const value = labelled
    .map(({ pod }) => {
      const labels = Object.entries(pod.metadata.labels ?? {}).map(([name, text]) => `${name}=${text}`);
      return `${pod.metadata.name ?? ''} (${labels.join(',')})`;
    })
    .join(', ');
  return [{ label: { key: 'fact.pods-there' }, value }];
}

/** What the pod asks of a node. Rules it does not make are left out. */
export function podFacts({ metadata, spec = {} }: Pod): Fact[] {
  const requests = spec.containers?.map((container) => {
    const { cpu = '0', memory = '0' } = container.resources?.requests ?? {};
    return `cpu ${cpu}, memory ${memory}`;
  });
  const tolerations = (spec.tolerations ?? []).filter(
    (toleration) => !toleration.key?.startsWith('node.kubernetes.io/'),
  );
  const selector = Object.entries(spec.nodeSelector ?? {}).map(([name, value]) => `${name}=${value}`);
  return [
    { label: { key: 'fact.pod' }, value: `${metadata.namespace}/${metadata.name}` },
    { label: { key: 'fact.requests' }, value: (requests ?? []).join('; ') },
    {
      label: { key: 'fact.tolerations' },
      value: tolerations.map(({ key, value, effect }) => `${key}=${value ?? ''}:${effect ?? ''}`).join(', ') || NOTHING,
    },
    ...(selector.length === 0 ? [] : [{ label: { key: 'fact.selector' }, value: selector.join(', ') }]),
    ...affinityFacts(spec),
    ...(spec.priority ? [{ label: { key: 'fact.priority' }, value: String(spec.priority) }] : []),
  ];
}

function affinityFacts({ affinity = {} }: PodSpec): Fact[] {
  const { nodeAffinity = {}, podAntiAffinity = {}, podAffinity = {} } = affinity;
  const lines: readonly (readonly [string, readonly string[]])[] = [
    [
      'fact.node-affinity',
      (nodeAffinity.requiredDuringSchedulingIgnoredDuringExecution?.nodeSelectorTerms ?? []).map(nodeTermText),
    ],
    [
      'fact.node-preference',
      (nodeAffinity.preferredDuringSchedulingIgnoredDuringExecution ?? []).map(
        ({ weight, preference }) => `${nodeTermText(preference)} (${weight})`,
      ),
    ],
    ['fact.near', (podAffinity.requiredDuringSchedulingIgnoredDuringExecution ?? []).map(podTermText)],
    ['fact.far', (podAntiAffinity.requiredDuringSchedulingIgnoredDuringExecution ?? []).map(podTermText)],
  ];
  return lines
    .filter(([, terms]) => terms.length > 0)
    .map(([key, terms]) => ({ label: { key }, value: terms.join('; ') }));
}

function nodeTermText({ matchExpressions = [] }: NodeSelectorTerm): string {
  return matchExpressions
    .map(({ key, operator, values = [] }) => [key, operator, ...(values.length === 0 ? [] : [`(${values.join(',')})`])])
    .map((words) => words.join(' '))
    .join(', ');
}

function podTermText({ labelSelector = {}, topologyKey }: PodAffinityTerm): string {
  const labels = Object.entries(labelSelector?.matchLabels ?? {}).map(([name, value]) => `${name}=${value}`);
  return `${labels.join(',')} / ${topologyKey}`;
}

/** One line a node: the points of each plugin, times its weight. `sum`: with the total that they come to. */
export function scoreFacts(scores: readonly NodeScore[], sum: boolean): Fact[] {
  return scores.map(({ node, total, plugins }) => {
    const points = plugins.map(({ plugin, normalized, weight }) =>
      weight === 1 ? `${plugin} ${normalized}` : `${plugin} ${normalized}×${weight}`,
    );
    const value = sum ? `${points.join(' + ')} = ${total}` : points.join(' + ');
    return { label: { key: 'fact.node-scores', params: { node } }, value };
  });
}
