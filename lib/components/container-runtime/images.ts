import { ownValue } from '../../kernel/ordered.ts';
import type { ClusterSettings, ImageBehaviour, RuntimeFlavour } from '../../cluster/settings.ts';

/** How long the image takes to pull, in cluster milliseconds; null when the registry does not have it. */
export function pullMillisOf(settings: ClusterSettings, image: string): number | null {
  const plan = ownValue(settings.images, image);
  if (plan === undefined) return null;
  return typeof plan === 'number' ? plan : plan.pullMillis;
}

/** What the main process of the image's containers does. */
export function behaviourOf(settings: ClusterSettings, image: string): ImageBehaviour {
  const plan = ownValue(settings.images, image);
  return plan === undefined || typeof plan === 'number' ? {} : (plan.behaviour ?? {});
}

/** The runtime's words for a pull that failed: the image does not exist, or nobody answers. */
export function pullError(image: string, flavour: RuntimeFlavour, unreachable: boolean): string {
  if (flavour === 'cri-dockerd') {
    const repository = image.split(':')[0] ?? image;
    return unreachable
      ? 'Error response from daemon: Get "https://registry-1.docker.io/v2/": dial tcp: i/o timeout'
      : `Error response from daemon: pull access denied for ${repository}, repository does not exist or may require 'docker login'`;
  }
  const reference = `docker.io/library/${image}`;
  const cause = unreachable
    ? 'failed to do request: dial tcp: i/o timeout'
    : 'pull access denied, repository does not exist or may require authorization';
  const code = unreachable ? 'Unknown' : 'NotFound';
  return `rpc error: code = ${code} desc = failed to pull and unpack image "${reference}": failed to resolve reference "${reference}": ${cause}`;
}
