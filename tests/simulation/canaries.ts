import type { JsonObject } from '../../lib/kernel/json.ts';
import { NODES } from '../../lib/lessons/pod-creation/world.ts';
import { rules } from '../../lib/session/registry.ts';
import type { SessionRules } from '../../lib/session/rules.ts';

/** What no view of anybody ever holds: the inside of objects. */
export const SECRET = 'canary-secret';

/** The pod planted on a node: only seats whose watch selects it may hear its name. */
export function canaryOf(node: string): string {
  return `canary-on-${node}`;
}

/** The rules of play with a canary pod on every node and secrets inside of objects. */
export function rulesWithCanaries(): SessionRules {
  const lesson = rules.lessons['pod-creation'];
  if (lesson === undefined) throw new Error('no lesson to plant canaries in');
  return {
    ...rules,
    lessons: {
      'pod-creation': {
        ...lesson,
        initial: (seed) => {
          const initial = lesson.initial(seed);
          return { ...initial, objects: [...NODES.map(canary), secret(), ...initial.objects] };
        },
      },
    },
  };
}

/** Which canaries the seats may have heard of, by what they watch. */
export function canariesVisibleTo(seats: Iterable<string>): Set<string> {
  const visible = new Set<string>();
  for (const seat of seats) {
    const [component = '', node] = seat.split('@');
    if (component === 'container-runtime') visible.add(canaryOf(node ?? ''));
    if (component === 'kubelet') visible.add(canaryOf(node ?? ''));
    else if (component !== 'kube-proxy' && component !== 'container-runtime')
      for (const name of NODES) visible.add(canaryOf(name));
  }
  return visible;
}

/** The canaries a text tells of. */
export function canariesIn(text: string): string[] {
  return text.includes('canary-on-') ? NODES.map(canaryOf).filter((name) => text.includes(name)) : [];
}

function canary(node: string): { key: string; value: JsonObject } {
  const name = canaryOf(node);
  return {
    key: `/registry/pods/kube-system/${name}`,
    value: {
      apiVersion: 'v1',
      kind: 'Pod',
      metadata: { name, namespace: 'kube-system', uid: `${name}-uid`, annotations: { note: SECRET } },
      spec: {
        nodeName: node,
        containers: [{ name: 'main', image: 'canary:1.0', resources: { requests: { cpu: '1m', memory: '1Mi' } } }],
      },
      status: { phase: 'Running', podIP: '10.244.9.9', conditions: [], containerStatuses: [] },
    },
  };
}

function secret(): { key: string; value: JsonObject } {
  return {
    key: '/registry/secrets/default/canary',
    value: {
      apiVersion: 'v1',
      kind: 'Secret',
      metadata: { name: 'canary', namespace: 'default' },
      data: { key: SECRET },
    },
  };
}
