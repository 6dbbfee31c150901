import { describe, expect, test } from 'vitest';
import { imageIdOf } from '../../lib/cluster/machine.ts';

describe('the id of an image', () => {
  test.each([
    ['nginx:1.27', 'containerd', 'docker.io/library/nginx'],
    ['nginx:1.27', 'cri-dockerd', 'docker-pullable://nginx'],
    ['bitnami/redis:7', 'containerd', 'docker.io/bitnami/redis'],
    ['registry.k8s.io/kube-proxy:v1.34.0', 'containerd', 'registry.k8s.io/kube-proxy'],
    ['localhost:5000/shop', 'containerd', 'localhost:5000/shop'],
  ] as const)('%s on %s names its repository and its digest', (image, flavour, repository) => {
    expect(imageIdOf(image, flavour)).toMatch(new RegExp(`^${repository}@sha256:[0-9a-f]{64}$`));
  });

  test('another tag is another digest', () => {
    expect(imageIdOf('nginx:1.27')).not.toBe(imageIdOf('nginx:1.25'));
  });
});
