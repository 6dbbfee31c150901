import { fingerprintText } from '../kernel/canonical.ts';
import type { RuntimeFlavour } from './settings.ts';

/** Where a runtime keeps a pod's container. */
export function containerKey(uid: string, name: string): string {
  return `${uid}/${name}`;
}

/** A container's id as a status has it. Fixed by the node and the container's own number. */
export function containerIdOf(node: string, id: string, flavour: RuntimeFlavour = 'containerd'): string {
  return `${flavour === 'cri-dockerd' ? 'docker' : 'containerd'}://${digits(`${node}/${id}`)}`;
}

/**
 * The digest of an image as a status has it, with its repository and without its tag; the same for the same name.
 * containerd writes the repository out, Docker Engine leaves the registry that it takes for granted away.
 */
export function imageIdOf(image: string, flavour: RuntimeFlavour = 'containerd'): string {
  const repository = image.replace(/:[^/:]*$/, '');
  const whole = flavour === 'cri-dockerd' ? `docker-pullable://${repository}` : withRegistry(repository);
  return `${whole}@sha256:${digits(image)}`;
}

/** `nginx` is short for `docker.io/library/nginx`. Models normalizedReference of distribution/reference. */
function withRegistry(repository: string): string {
  const [first = '', ...rest] = repository.split('/');
  if (rest.length === 0) return `docker.io/library/${repository}`;
  return /[.:]|^localhost$/.test(first) ? repository : `docker.io/${repository}`;
}

/** Sixty-four hexadecimal digits, as a SHA-256 has. */
function digits(text: string): string {
  return [1, 2, 3, 4, 5]
    .map((part) => fingerprintText(`${part}/${text}`))
    .join('')
    .slice(0, 64);
}
