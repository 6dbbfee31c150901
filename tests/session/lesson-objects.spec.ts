import { describe, expect, test } from 'vitest';
import { asNode, asPod, listObjects, NODE_PREFIX, POD_PREFIX } from '../../lib/cluster/objects.ts';
import { sortedKeys } from '../../lib/kernel/ordered.ts';
import { qosClassOf } from '../../lib/kubernetes/resources.ts';
import { lessons } from '../../lib/lessons/registry.ts';
import { Play } from '../support/play.ts';

const CONDITIONS = ['MemoryPressure', 'DiskPressure', 'PIDPressure', 'Ready'];
const OUTAGES = ['node.kubernetes.io/not-ready', 'node.kubernetes.io/unreachable'];

describe.each(sortedKeys(lessons))('[API-27] what is there when %s begins', (lesson) => {
  const { cluster } = new Play(lesson).state;

  test('every node has told its conditions, addresses and versions', () => {
    for (const { object } of listObjects(cluster, NODE_PREFIX)) {
      const { metadata, status } = asNode(object);
      expect(status?.conditions?.map(({ type }) => type)).toEqual(CONDITIONS);
      expect(status?.conditions?.map((condition) => condition.status)).toEqual(['False', 'False', 'False', 'True']);
      expect(status?.conditions?.every(({ lastHeartbeatTime }) => typeof lastHeartbeatTime === 'string')).toBe(true);
      expect(status?.addresses).toContainEqual({ type: 'Hostname', address: metadata.name });
      expect(status?.nodeInfo?.kubeletVersion).toMatch(/^v1\.34\./);
      expect(metadata.labels).toMatchObject({ 'kubernetes.io/os': 'linux', 'kubernetes.io/hostname': metadata.name });
    }
  });

  test('every pod is as kube-apiserver and its kubelet leave it', () => {
    for (const { object } of listObjects(cluster, POD_PREFIX)) {
      const { metadata, spec = {}, status } = asPod(object);
      expect(metadata.generation).toBe(1);
      expect(status?.observedGeneration).toBe(1);
      expect(status?.qosClass).toBe(qosClassOf(spec));
      expect(spec).toMatchObject({ restartPolicy: 'Always', schedulerName: 'default-scheduler' });
      const tolerated = OUTAGES.every((key) =>
        spec.tolerations?.some((one) => one.operator === 'Exists' && (one.key ?? key) === key),
      );
      expect(tolerated).toBe(true);
    }
  });
});
