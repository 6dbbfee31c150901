import type { FilterPlugin } from './plugin.ts';
import { unresolvable } from './status.ts';
import { toleratesTaint } from '../../../kubernetes/taints.ts';
import type { Taint } from '../../../kubernetes/types/node.ts';

const cordoned = unresolvable('node(s) were unschedulable');
const cordonTaint: Taint = { key: 'node.kubernetes.io/unschedulable', effect: 'NoSchedule' };

/** Keeps pods off cordoned nodes. Models pkg/scheduler/framework/plugins/nodeunschedulable. */
export const nodeUnschedulable: FilterPlugin = {
  name: 'NodeUnschedulable',
  prepareFilter({ pod }) {
    const tolerated = (pod.spec?.tolerations ?? []).some((toleration) => toleratesTaint(toleration, cordonTaint));
    return { filter: ({ node }) => (node.spec?.unschedulable === true && !tolerated ? cordoned : null) };
  },
};
