/** Something that goes wrong outside of every component's decision: a teacher's doing, or a lesson's. */
export type Fault =
  /** A machine loses power: everything on it stops; its seats' desks go dark. */
  | { readonly kind: 'power-off'; readonly node: string }
  | { readonly kind: 'power-on'; readonly node: string }
  /** The network between a node and the control plane is cut; what runs there runs on. */
  | { readonly kind: 'cut'; readonly node: string }
  | { readonly kind: 'heal'; readonly node: string }
  /** A process stops: its desk goes dark, what it started runs on. */
  | { readonly kind: 'freeze'; readonly seat: string }
  | { readonly kind: 'thaw'; readonly seat: string }
  /** A container's main process ends with this code. */
  | { readonly kind: 'crash'; readonly node: string; readonly pod: string; readonly exitCode: number }
  /** The image registry answers nobody. */
  | { readonly kind: 'registry-down' }
  | { readonly kind: 'registry-up' }
  /** One of etcd's members is lost; with fewer than a majority nothing commits. */
  | { readonly kind: 'member-lost' }
  | { readonly kind: 'member-back' };

export type FaultKind = Fault['kind'];

export const FAULT_KINDS = [
  'power-off',
  'power-on',
  'cut',
  'heal',
  'freeze',
  'thaw',
  'crash',
  'registry-down',
  'registry-up',
  'member-lost',
  'member-back',
] as const satisfies readonly FaultKind[];
