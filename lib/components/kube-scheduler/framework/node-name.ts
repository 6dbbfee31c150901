import type { FilterPlugin } from './plugin.ts';
import { unresolvable } from './status.ts';

const otherNode = unresolvable("node(s) didn't match the requested node name");

/** Holds a pod to the node it already names. Models pkg/scheduler/framework/plugins/nodename. */
export const nodeName: FilterPlugin = {
  name: 'NodeName',
  prepareFilter({ pod }) {
    const wanted = pod.spec?.nodeName ?? '';
    return { filter: ({ name }) => (wanted === '' || wanted === name ? null : otherNode) };
  },
};
