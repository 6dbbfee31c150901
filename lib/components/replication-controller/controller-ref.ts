import type { JsonObject } from '../../kernel/json.ts';
import { selectsLabels, type Selector } from '../../kubernetes/selectors.ts';
import type { KubernetesObject, OwnerReference } from '../../kubernetes/types/meta.ts';

/** What a controller makes of the objects it sees: which it has, which it takes, which it lets go. */
export interface Claims<T> {
  readonly owned: readonly T[];
  /** Orphans that its selector matches. */
  readonly adoptable: readonly T[];
  /** Its own that its selector does not match any more. */
  readonly releasable: readonly T[];
}

/** The one owner that controls an object. Models metav1.GetControllerOf. */
export function controllerOf({ metadata }: KubernetesObject): OwnerReference | undefined {
  return metadata.ownerReferences?.find(({ controller }) => controller === true);
}

/**
 * Sorts the objects of a namespace by whose they are. A controller that is being deleted keeps what it has and takes
 * and lets go nothing; an object that is being deleted is not adopted.
 * Models pkg/controller/controller_ref_manager.go ClaimObject.
 */
export function claimObjects<T extends KubernetesObject>(
  controller: KubernetesObject,
  selector: Selector,
  objects: readonly T[],
): Claims<T> {
  const { uid, namespace, deletionTimestamp } = controller.metadata;
  const ending = deletionTimestamp !== undefined;
  const matches = ({ metadata }: T): boolean => selectsLabels(selector, metadata.labels);
  const mine = objects.filter((object) => controllerOf(object)?.uid === uid);
  const orphans = objects.filter((object) => controllerOf(object) === undefined);
  return {
    owned: mine.filter(matches),
    releasable: ending ? [] : mine.filter((object) => !matches(object)),
    adoptable: ending
      ? []
      : orphans.filter(
          (object) =>
            matches(object) &&
            object.metadata.deletionTimestamp === undefined &&
            (namespace === undefined || object.metadata.namespace === namespace),
        ),
  };
}

/** How a controller names itself in what it makes and adopts. Models metav1.NewControllerRef. */
export function controllerRef({ apiVersion = '', kind = '', metadata }: KubernetesObject): OwnerReference {
  const { name = '', uid = '' } = metadata;
  return { apiVersion, kind, name, uid, controller: true, blockOwnerDeletion: true };
}

/** The strategic merge patch that adopts an object; its uid guards against another one of the same name. */
export function adoptionPatch(controller: KubernetesObject, { metadata }: KubernetesObject): JsonObject {
  return { metadata: { ownerReferences: [{ ...controllerRef(controller) }], uid: metadata.uid } };
}

/** The strategic merge patch that lets an object go. */
export function releasePatch(controller: KubernetesObject, { metadata }: KubernetesObject): JsonObject {
  const ownerReferences = [{ $patch: 'delete', uid: controller.metadata.uid }];
  return { metadata: { ownerReferences, uid: metadata.uid } };
}

/**
 * Why a controller must not adopt after a fresh look at itself, else null. `fresh` is what a live GET answered, null
 * when it found nothing. Models RecheckDeletionTimestamp and the canAdoptFunc of pkg/controller/replicaset.
 */
export function adoptionRefusal(controller: KubernetesObject, fresh: KubernetesObject | null): string | null {
  const { namespace = '', name = '', uid = '' } = controller.metadata;
  if (fresh === null) return `can't recheck DeletionTimestamp: ${name} not found`;
  if (fresh.metadata.uid !== uid) {
    const found = fresh.metadata.uid ?? '';
    return `can't recheck DeletionTimestamp: original ${controller.kind ?? ''} ${namespace}/${name} is gone: got uid ${found}, wanted ${uid}`;
  }
  const { deletionTimestamp } = fresh.metadata;
  return deletionTimestamp === undefined ? null : `${namespace}/${name} has just been deleted at ${deletionTimestamp}`;
}
