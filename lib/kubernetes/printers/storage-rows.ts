import { canonicalList } from '../defaulting.ts';
import type { KubernetesObject, ResourceList } from '../types/meta.ts';
import { age, type Cell, type PrintedRow, type PrintOptions } from './cells.ts';

const CLASS_ANNOTATION = 'volume.beta.kubernetes.io/storage-class';
const ACCESS_MODES = [
  ['ReadWriteOnce', 'RWO'],
  ['ReadOnlyMany', 'ROX'],
  ['ReadWriteMany', 'RWX'],
  ['ReadWriteOncePod', 'RWOP'],
] as const;

/** What a table shows of a PersistentVolume and a claim: this cluster stores neither. */
interface VolumeSpec {
  readonly accessModes?: readonly string[];
  readonly capacity?: ResourceList;
  readonly storageClassName?: string;
  readonly volumeAttributesClassName?: string;
  readonly volumeMode?: string;
}

export interface PersistentVolume extends KubernetesObject {
  readonly spec?: VolumeSpec & {
    readonly persistentVolumeReclaimPolicy?: string;
    readonly claimRef?: { readonly namespace?: string; readonly name?: string };
  };
  readonly status?: { readonly phase?: string; readonly reason?: string };
}

export interface PersistentVolumeClaim extends KubernetesObject {
  readonly spec?: VolumeSpec & { readonly volumeName?: string };
  readonly status?: {
    readonly phase?: string;
    readonly accessModes?: readonly string[];
    readonly capacity?: ResourceList;
  };
}

/** Models printPersistentVolume. */
export function printPersistentVolume(volume: PersistentVolume, { now, wide }: PrintOptions): PrintedRow {
  const { metadata, spec = {}, status = {} } = volume;
  const { claimRef } = spec;
  const cells: Cell[] = [
    metadata.name ?? '',
    storageOf(spec.capacity),
    modesText(spec.accessModes),
    spec.persistentVolumeReclaimPolicy ?? '',
    phaseOf(volume),
    claimRef === undefined ? '' : `${claimRef.namespace ?? ''}/${claimRef.name ?? ''}`,
    classOf(volume),
    spec.volumeAttributesClassName ?? '<unset>',
    status.reason ?? '',
    age(metadata.creationTimestamp, now),
  ];
  return { cells: wide ? [...cells, spec.volumeMode ?? '<unset>'] : cells };
}

/** Models printPersistentVolumeClaim: size and modes are those of the volume that it got. */
export function printPersistentVolumeClaim(claim: PersistentVolumeClaim, { now, wide }: PrintOptions): PrintedRow {
  const { metadata, spec = {}, status = {} } = claim;
  const { volumeName = '' } = spec;
  const cells: Cell[] = [
    metadata.name ?? '',
    phaseOf(claim),
    volumeName,
    volumeName === '' ? '' : storageOf(status.capacity),
    volumeName === '' ? '' : modesText(status.accessModes),
    classOf(claim),
    spec.volumeAttributesClassName ?? '<unset>',
    age(metadata.creationTimestamp, now),
  ];
  return { cells: wide ? [...cells, spec.volumeMode ?? '<unset>'] : cells };
}

function phaseOf({ metadata, status }: PersistentVolume | PersistentVolumeClaim): string {
  return metadata.deletionTimestamp === undefined ? (status?.phase ?? '') : 'Terminating';
}

function classOf({ metadata, spec }: PersistentVolume | PersistentVolumeClaim): string {
  return metadata.annotations?.[CLASS_ANNOTATION] ?? spec?.storageClassName ?? '';
}

function storageOf(capacity: ResourceList = {}): string {
  return canonicalList(capacity)['storage'] ?? '0';
}

/** Models GetAccessModesAsString: short, each once, in this order. */
function modesText(modes: readonly string[] = []): string {
  return ACCESS_MODES.flatMap(([mode, short]) => (modes.includes(mode) ? [short] : [])).join(',');
}
