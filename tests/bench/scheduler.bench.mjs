/**
 * Schedules 5,000 pods over 500 nodes by real filter-and-score runs and prints pods per second, for plain pods, for
 * pods of one application with its Service (system default spreading) and for pods with anti-affinity.
 * Run: node --import tsx tests/bench/scheduler.bench.mjs [pods] [nodes]
 */
import { performance } from 'node:perf_hooks';
import { bestNodes, filterNodes } from '../../lib/components/kube-scheduler/framework/profile.ts';
import { assumePod, buildSnapshot } from '../../lib/components/kube-scheduler/framework/snapshot.ts';

const [podCount = 5000, nodeCount = 500] = process.argv.slice(2).map(Number);

const nodes = Array.from({ length: nodeCount }, (_, index) => ({
  metadata: {
    name: `node-${index}`,
    labels: { 'kubernetes.io/hostname': `node-${index}`, 'topology.kubernetes.io/zone': `zone-${index % 3}` },
  },
  status: { allocatable: { cpu: '32', memory: '64Gi', pods: '110' } },
}));

function podsOf(app, spec) {
  return Array.from({ length: podCount }, (_, index) => ({
    metadata: { name: `${app}-${index}`, namespace: 'default', uid: `${app}-${index}`, labels: { app } },
    spec: {
      containers: [{ name: 'c', image: 'nginx', resources: { requests: { cpu: '100m', memory: '128Mi' } } }],
      ...spec,
    },
  }));
}

const apart = {
  affinity: {
    podAntiAffinity: {
      preferredDuringSchedulingIgnoredDuringExecution: [
        {
          weight: 100,
          podAffinityTerm: { labelSelector: { matchLabels: { app: 'apart' } }, topologyKey: 'kubernetes.io/hostname' },
        },
      ],
    },
  },
};

const service = {
  metadata: { name: 'web', namespace: 'default' },
  spec: { selector: { app: 'web' }, ports: [{ port: 80 }] },
};

const runs = [
  ['plain pods', podsOf('plain', {}), []],
  ['pods behind a Service', podsOf('web', {}), [service]],
  ['pods that prefer to be apart', podsOf('apart', apart), []],
];

for (const [title, pods, services] of runs) {
  const snapshot = buildSnapshot({ nodes, pods: [], services });
  const start = performance.now();
  let placed = 0;
  for (const pod of pods) {
    const { feasible } = filterNodes(pod, snapshot);
    const [node] = bestNodes(pod, feasible, snapshot);
    if (node !== undefined && assumePod(snapshot, pod, node)) placed += 1;
  }
  const seconds = (performance.now() - start) / 1000;
  console.log(
    `${String(title)}: ${placed} of ${podCount} placed in ${seconds.toFixed(1)} s, ${Math.round(podCount / seconds)} pods/s`,
  );
}
