import type { NodeAffinity } from '../../../kubernetes/types/pod.ts';
import { compileNodeSelector, compilePreferredTerms, compileRequiredNodeAffinity } from './node-matcher.ts';
import { normalizeToBest, type FilterPlugin, type ScorePlugin } from './plugin.ts';
import type { PodInfo } from './pod-info.ts';
import { failed, skip, unresolvable } from './status.ts';

const mismatch = unresolvable("node(s) didn't match Pod's node affinity/selector");
const enforcedMismatch = unresolvable("node(s) didn't match scheduler-enforced node affinity");
const conflict = unresolvable('pod affinity terms conflict');

/**
 * Matches nodes against nodeSelector and node affinity. `added` is an affinity that the scheduler's configuration
 * puts on top of every pod's own. Models pkg/scheduler/framework/plugins/nodeaffinity.
 */
export function nodeAffinity(added: NodeAffinity = {}): FilterPlugin & ScorePlugin {
  const addedRequired = added.requiredDuringSchedulingIgnoredDuringExecution;
  const enforced = addedRequired === undefined ? null : compileNodeSelector(addedRequired);
  return {
    name: 'NodeAffinity',
    prepareFilter(info) {
      const required = info.pod.spec?.affinity?.nodeAffinity?.requiredDuringSchedulingIgnoredDuringExecution;
      if (required === undefined && info.pod.spec?.nodeSelector === undefined && enforced === null)
        return { status: skip };
      const names = namedNodes(info);
      if (names !== null && names.size === 0) return { status: conflict };
      const matches = compileRequiredNodeAffinity(info.pod);
      return {
        filter: ({ node }) => {
          if (enforced !== null && !enforced(node)) return enforcedMismatch;
          return matches(node) ? null : mismatch;
        },
        ...(names === null ? {} : { nodeNames: names }),
      };
    },
    prepareScore(info) {
      const own = info.pod.spec?.affinity?.nodeAffinity?.preferredDuringSchedulingIgnoredDuringExecution ?? [];
      const configured = added.preferredDuringSchedulingIgnoredDuringExecution ?? [];
      if (own.length + configured.length === 0) return { status: skip };
      const errors: string[] = [];
      const terms = [
        ...compilePreferredTerms(own, (message) => errors.push(message)),
        ...compilePreferredTerms(configured, (message) => errors.push(message)),
      ];
      const [error] = errors;
      if (error !== undefined) return { status: failed(error) };
      return {
        scorer: {
          score: ({ node }) => {
            let total = 0;
            for (const { weight, matches } of terms) if (matches(node)) total += weight;
            return total;
          },
          normalize: (scores) => normalizeToBest(scores, false),
        },
      };
    },
  };
}

/** The only nodes that the pod's terms can match by name; null when some term is not about names. */
function namedNodes({ pod }: PodInfo): Set<string> | null {
  const terms =
    pod.spec?.affinity?.nodeAffinity?.requiredDuringSchedulingIgnoredDuringExecution?.nodeSelectorTerms ?? [];
  if (terms.length === 0) return null;
  const names = new Set<string>();
  for (const term of terms) {
    const fields = (term.matchFields ?? []).filter(({ key, operator }) => key === 'metadata.name' && operator === 'In');
    if (fields.length === 0) return null;
    const [first = [], ...rest] = fields.map(({ values }) => values ?? []);
    for (const name of first) if (rest.every((values) => values.includes(name))) names.add(name);
  }
  return names;
}
