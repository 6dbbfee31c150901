import { isJsonObject } from '../../../lib/kernel/json.ts';
import { withoutNulls } from '../../../lib/kubernetes/decode.ts';
import type { Pod } from '../../../lib/kubernetes/types/pod.ts';
import type { Service } from '../../../lib/kubernetes/types/service.ts';
import type { Deployment, ReplicaSet, ReplicationController } from '../../../lib/kubernetes/types/workload.ts';
import { validateContainers } from '../../../lib/kubernetes/validation/containers.ts';
import { validatePodCreate } from '../../../lib/kubernetes/validation/pod.ts';
import { validatePodUpdate } from '../../../lib/kubernetes/validation/pod-update.ts';
import { validateServiceCreate } from '../../../lib/kubernetes/validation/service.ts';
import { validateVolumes } from '../../../lib/kubernetes/validation/volumes.ts';
import {
  validateDeployment,
  validateReplicaSet,
  validateReplicationController,
} from '../../../lib/kubernetes/validation/workloads.ts';
import { eachCase, type Handler, type Vector } from '../vector-file.ts';
import { typesAndFields } from './selection.ts';

function playContainers(vector: Vector): unknown {
  const pod = vector['podWithContainers'] as unknown as Pod;
  // The table hands its volumes over as a map, so that nothing is wrong with them.
  const volumes = validateVolumes(pod.spec?.volumes ?? [], undefined, 'volumes').byName;
  const spec = { restartPolicy: 'Always' as const, terminationGracePeriodSeconds: 30, ...pod.spec };
  return typesAndFields(validateContainers({ spec, volumes, allowPrivileged: false }, String(vector['pathPrefix'])));
}

function playWorkload(vector: Vector): unknown {
  const object = isJsonObject(vector['object']) ? withoutNulls(vector['object']) : {};
  switch (vector['fn']) {
    case 'validateDeployment':
      return typesAndFields(validateDeployment(object as unknown as Deployment));
    case 'validateReplicaSet':
      return typesAndFields(validateReplicaSet(object as unknown as ReplicaSet));
    case 'validateReplicationController':
      return typesAndFields(validateReplicationController(object as unknown as ReplicationController));
    default:
      throw new Error(`unknown fn ${String(vector['fn'])}`);
  }
}

function playService(vector: Vector): unknown {
  const gates = isJsonObject(vector['gates']) ? vector['gates'] : {};
  const errors = validateServiceCreate(vector['service'] as unknown as Service, {
    relaxedNames: gates['relaxedServiceNameValidation'] === true,
    sameZoneAndNode: gates['preferSameTrafficDistribution'] === true,
    strictAddresses: gates['strictIPCIDRValidation'] === true,
  });
  const expected = isJsonObject(vector['expected']) ? vector['expected'] : {};
  return { ...(typesAndFields(errors) as object), ...('numErrs' in expected && { numErrs: errors.length }) };
}

function playPodUpdate(vector: Vector): unknown {
  return typesAndFields(validatePodUpdate(vector['new'] as unknown as Pod, vector['old'] as unknown as Pod));
}

export const validationHandlers: Readonly<Record<string, Handler>> = {
  'validation-pod': eachCase((vector) => typesAndFields(validatePodCreate(vector['pod'] as unknown as Pod))),
  'validation-pod-update': eachCase(playPodUpdate),
  'validation-workloads': eachCase(playWorkload),
  'validation-service': eachCase(playService),
  'validation-containers': eachCase(playContainers),
};
