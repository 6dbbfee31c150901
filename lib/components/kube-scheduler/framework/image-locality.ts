import type { NodeInfo } from './node-info.ts';
import { maxNodeScore, type ScorePlugin } from './plugin.ts';

const mebibyte = 1024 * 1024;
/** Below this many bytes already present, locality does not matter; in bytes. */
const leastThatMatters = 23 * mebibyte;
/** From this many bytes a container, a node could not be better. */
const mostThatMatters = 1000 * mebibyte;

/**
 * Prefers nodes that already hold the pod's images, the more so the more nodes hold them, so that the first node
 * with an image does not attract every pod. Models pkg/scheduler/framework/plugins/imagelocality.
 */
export const imageLocality: ScorePlugin = {
  name: 'ImageLocality',
  prepareScore({ pod }, _feasible, snapshot) {
    const containers = [...(pod.spec?.initContainers ?? []), ...(pod.spec?.containers ?? [])];
    const total = snapshot.nodes.length;
    const images = containers
      .map(({ image }) => withTag(image ?? ''))
      .map((name) => ({ name, spread: (snapshot.imageNodeCounts.get(name) ?? 0) / total }))
      .filter(({ spread }) => spread > 0);
    const most = mostThatMatters * containers.length;
    const score = (node: NodeInfo): number => {
      let present = 0;
      for (const { name, spread } of images) present += Math.trunc((node.images.get(name) ?? 0) * spread);
      const counted = Math.min(Math.max(present, leastThatMatters), most);
      return most <= leastThatMatters
        ? 0
        : Math.trunc((maxNodeScore * (counted - leastThatMatters)) / (most - leastThatMatters));
    };
    return { scorer: { score: images.length === 0 ? () => 0 : score } };
  },
};

/** The name under which a node reports the image: with `:latest` when no tag is given. */
function withTag(name: string): string {
  return name.lastIndexOf(':') <= name.lastIndexOf('/') ? `${name}:latest` : name;
}
