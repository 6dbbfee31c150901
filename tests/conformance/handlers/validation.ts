import type { Pod } from '../../../lib/kubernetes/types/pod.ts';
import { validateContainers } from '../../../lib/kubernetes/validation/containers.ts';
import { validatePodCreate } from '../../../lib/kubernetes/validation/pod.ts';
import { validateVolumes } from '../../../lib/kubernetes/validation/volumes.ts';
import { eachCase, type Handler, type Vector } from '../vector-file.ts';
import { typesAndFields } from './selection.ts';

function playContainers(vector: Vector): unknown {
  const pod = vector['podWithContainers'] as unknown as Pod;
  // The table hands its volumes over as a map, so that nothing is wrong with them.
  const volumes = validateVolumes(pod.spec?.volumes ?? [], undefined, 'volumes').byName;
  const spec = { restartPolicy: 'Always' as const, terminationGracePeriodSeconds: 30, ...pod.spec };
  return typesAndFields(validateContainers({ spec, volumes, allowPrivileged: false }, String(vector['pathPrefix'])));
}

export const validationHandlers: Readonly<Record<string, Handler>> = {
  'validation-pod': eachCase((vector) => typesAndFields(validatePodCreate(vector['pod'] as unknown as Pod))),
  'validation-containers': eachCase(playContainers),
};
