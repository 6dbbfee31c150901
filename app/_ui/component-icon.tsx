import type { ReactNode } from 'react';
import type { ComponentName } from '../../lib/cluster/seats.ts';
import { classNames } from './class-names.ts';
import type { Plane } from './panel.tsx';

/** Which plane each component lives in. */
export const PLANE_OF: Readonly<Record<ComponentName, Plane>> = {
  user: 'user',
  'kube-apiserver': 'control',
  etcd: 'control',
  'kube-scheduler': 'control',
  'node-controller': 'control',
  'replication-controller': 'control',
  'endpointslice-controller': 'control',
  kubelet: 'node',
  'container-runtime': 'node',
  'kube-proxy': 'node',
};

/** Every component in the order of the picture. */
export const CAST = Object.keys(PLANE_OF) as ComponentName[];

export const PLANE_TEXT: Readonly<Record<Plane, string>> = {
  control: 'text-plane-control',
  node: 'text-plane-node',
  user: 'text-plane-user',
};

export const PLANE_SOFT: Readonly<Record<Plane, string>> = {
  control: 'bg-plane-control-soft',
  node: 'bg-plane-node-soft',
  user: 'bg-plane-user-soft',
};

/** One shape a component: a prompt, a hexagon with a core, a cylinder, one cell of many, a pulse, copies, a fork, an anchor, a crate, a signpost. */
const shapes: Readonly<Record<ComponentName, ReactNode>> = {
  user: <path d="M3 5h18v14H3V5Zm4 4 3 3-3 3m6 0h4" />,
  'kube-apiserver': (
    <>
      <path d="M12 2 20.7 7v10L12 22 3.3 17V7L12 2Z" />
      <circle cx="12" cy="12" r="3.5" />
    </>
  ),
  etcd: (
    <>
      <ellipse cx="12" cy="5.5" rx="7.5" ry="3" />
      <path d="M4.5 5.5v13c0 1.7 3.4 3 7.5 3s7.5-1.3 7.5-3v-13M4.5 12c0 1.7 3.4 3 7.5 3s7.5-1.3 7.5-3" />
    </>
  ),
  'kube-scheduler': (
    <>
      <path d="M3.5 3.5h7v7h-7v-7Zm10 0h7v7h-7v-7Zm-10 10h7v7h-7v-7Z" />
      <path d="M13.5 13.5h7v7h-7v-7Z" fill="currentColor" />
    </>
  ),
  'node-controller': <path d="M2.5 12.5H7l2.5-7 4.5 13 2.8-6h4.7" />,
  'replication-controller': <path d="M3.5 3.5h11v11h-11v-11Zm15 5h2v12h-12v-2" />,
  'endpointslice-controller': (
    <>
      <circle cx="4.5" cy="12" r="2" />
      <circle cx="19.5" cy="5" r="2" />
      <circle cx="19.5" cy="12" r="2" />
      <circle cx="19.5" cy="19" r="2" />
      <path d="M6.5 12h11M6.2 11l11.5-5.2M6.2 13l11.5 5.2" />
    </>
  ),
  kubelet: (
    <>
      <circle cx="12" cy="4.8" r="2.3" />
      <path d="M12 7.1v14.4M7.5 10.5h9M3.5 13.5c.6 4.8 4 8 8.5 8s7.9-3.2 8.5-8m-17 0-1 2.500m1-2.5 2.3 1.500m14.7-1.5 1 2.500m-1-2.5-2.3 1.5" />
    </>
  ),
  'container-runtime': (
    <path d="M3 7.500h18v10.500H3V7.500Zm3 3V15m4-4.500V15m4-4.500V15m4-4.500V15M6 7.5 9 4h6l3 3.5" />
  ),
  'kube-proxy': (
    <path d="M12 2.500v19M8.5 21.500h7M5 5h11.500L19.5 7.5 16.5 10H5V5Zm14 7.500H9.500L6.5 15l3 2.500H19v-5Z" />
  ),
};

interface ComponentIconProps {
  readonly component: ComponentName;
  /** Size by Tailwind classes; 24 px unless told. */
  readonly className?: string;
  /** In the plane's colour (default) or in the colour of the text around it. */
  readonly plain?: boolean;
}

/** The shape says which component, the colour says which plane. Always stands beside the name, so it is silent. */
export function ComponentIcon({ component, className = 'size-6', plain = false }: ComponentIconProps) {
  return (
    <svg
      viewBox="0 0 24 24"
      fill="none"
      stroke="currentColor"
      strokeWidth={1.75}
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden="true"
      className={classNames('shrink-0', !plain && PLANE_TEXT[PLANE_OF[component]], className)}
    >
      {shapes[component]}
    </svg>
  );
}

/** The drawing alone, for use inside another SVG; 24 by 24. */
export function componentShape(component: ComponentName): ReactNode {
  return shapes[component];
}

interface ComponentTileProps {
  readonly component: ComponentName;
  readonly size?: 'normal' | 'small';
}

/** The icon on a soft square of its plane's colour. */
export function ComponentTile({ component, size = 'normal' }: ComponentTileProps) {
  return (
    <span
      className={classNames(
        'inline-flex shrink-0 items-center justify-center rounded-control',
        size === 'normal' ? 'size-11' : 'size-8',
        PLANE_SOFT[PLANE_OF[component]],
      )}
    >
      <ComponentIcon component={component} className={size === 'normal' ? 'size-6' : 'size-5'} />
    </span>
  );
}
