import { useTranslations } from 'next-intl';
import type { ComponentName } from '../../lib/cluster/seats.ts';
import { classNames } from '../_ui/class-names.ts';
import { componentShape, PLANE_OF, PLANE_TEXT } from '../_ui/component-icon.tsx';
import type { Plane } from '../_ui/panel.tsx';

interface Box {
  readonly component: ComponentName;
  readonly x: number;
  readonly y: number;
}

const WIDTH = 148;
const HEIGHT = 76;

const boxes: readonly Box[] = [
  { component: 'user', x: 2, y: 196 },
  { component: 'etcd', x: 226, y: 52 },
  { component: 'kube-apiserver', x: 226, y: 196 },
  { component: 'kube-scheduler', x: 226, y: 340 },
  { component: 'kubelet', x: 470, y: 196 },
  { component: 'container-runtime', x: 470, y: 340 },
];

/** In the order in which a Pod comes to run; a watch is dashed, since nobody is called. */
const arrows = [
  { path: 'M152 234H219', at: [182, 234], watch: false },
  { path: 'M300 194V135', at: [300, 168], watch: false },
  { path: 'M300 274V333', at: [300, 300], watch: true },
  { path: 'M376 234H463', at: [412, 234], watch: true },
  { path: 'M544 274V333', at: [544, 300], watch: false },
] as const;

const strokes: Readonly<Record<Plane, string>> = {
  control: 'stroke-plane-control',
  node: 'stroke-plane-node',
  user: 'stroke-plane-user',
};

/** The whole game in one picture: who says what to whom until a Pod runs. */
export function ClusterPicture() {
  const t = useTranslations('landing.picture');
  const planes = useTranslations('components.planes');
  return (
    <svg viewBox="0 0 640 440" role="img" aria-label={t('label')} className="h-auto w-full">
      <defs>
        <marker id="picture-arrow" viewBox="0 0 8 8" refX="6" refY="4" markerWidth="7" markerHeight="7" orient="auto">
          <path d="M0 0 8 4 0 8Z" className="fill-ink-soft" />
        </marker>
      </defs>
      <Zone plane="control" x={206} label={planes('controlPlane')} />
      <Zone plane="node" x={450} y={148} height={288} label={planes('node')} />
      {boxes.map((box) => (
        <PictureBox key={box.component} {...box} />
      ))}
      {arrows.map((arrow, index) => (
        <g key={arrow.path}>
          <path
            d={arrow.path}
            className="fill-none stroke-ink-soft"
            strokeWidth="2"
            strokeDasharray={arrow.watch ? '4 4' : undefined}
            markerEnd="url(#picture-arrow)"
          />
          <circle cx={arrow.at[0]} cy={arrow.at[1]} r="10" className="fill-ink" />
          <text x={arrow.at[0]} y={arrow.at[1] + 4.5} textAnchor="middle" className="fill-canvas text-[13px] font-bold">
            {index + 1}
          </text>
        </g>
      ))}
    </svg>
  );
}

interface ZoneProps {
  readonly plane: Plane;
  readonly x: number;
  readonly y?: number;
  readonly height?: number;
  readonly label: string;
}

const zoneFills: Readonly<Record<Plane, string>> = {
  control: 'fill-plane-control-soft',
  node: 'fill-plane-node-soft',
  user: 'fill-plane-user-soft',
};

const labelFills: Readonly<Record<Plane, string>> = {
  control: 'fill-plane-control',
  node: 'fill-plane-node',
  user: 'fill-plane-user',
};

const ZONE_WIDTH = 188;

function Zone({ plane, x, y = 4, height = 432, label }: ZoneProps) {
  return (
    <>
      <rect x={x} y={y} width={ZONE_WIDTH} height={height} rx="14" className={zoneFills[plane]} />
      <text
        x={x + ZONE_WIDTH / 2}
        y={y + 28}
        textAnchor="middle"
        className={classNames('text-[16px] font-bold', labelFills[plane])}
      >
        {label}
      </text>
    </>
  );
}

function PictureBox({ component, x, y }: Box) {
  const plane = PLANE_OF[component];
  return (
    <g>
      <rect x={x} y={y} width={WIDTH} height={HEIGHT} rx="10" className="fill-surface stroke-line" strokeWidth="1.5" />
      <g
        transform={`translate(${x + WIDTH / 2 - 12} ${y + 12})`}
        className={classNames('fill-none', strokes[plane], PLANE_TEXT[plane])}
        strokeWidth="1.75"
        strokeLinecap="round"
        strokeLinejoin="round"
      >
        {componentShape(component)}
      </g>
      <text x={x + WIDTH / 2} y={y + 59} textAnchor="middle" lang="en" className="fill-ink text-[13px] font-semibold">
        {component === 'user' ? 'kubectl' : component}
      </text>
    </g>
  );
}
