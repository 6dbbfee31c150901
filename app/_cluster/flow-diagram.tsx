'use client';

import { useTranslations } from 'next-intl';
import { useEffect, useRef } from 'react';
import type { ComponentName, SeatId } from '../../lib/cluster/seats.ts';
import type { FlowLine } from '../../lib/session/view.ts';
import { classNames } from '../_ui/class-names.ts';
import { CAST, ComponentIcon } from '../_ui/component-icon.tsx';
import type { FlowRow } from './flow-rows.ts';
import { messageLabel } from './message-text.tsx';

/** In sixteenths of a rem, so that the picture grows with the text around it. */
const LANE_WIDTH = 116;
const ROW = 42;
const GUTTER = 36;
const LABEL_CHARS_MAX = 26;
/** Of one letter of a label, and of the space beside it. */
const LETTER = 7.9;
const LABEL_GAP = 8;

interface FlowDiagramProps {
  readonly rows: readonly FlowRow[];
  /** Keeps the newest message in sight. */
  readonly following: boolean;
  /** Height and frame by Tailwind classes. */
  readonly className?: string;
  /** The message to outline, such as the one a replay stands at. */
  readonly current?: string;
  /** Width of a lane in sixteenths of a rem. */
  readonly lane?: number;
}

/** Who said what to whom, downwards in time: a sequence diagram whose lane heads stay in sight. */
export function FlowDiagram({ rows, following, className, current, lane: laneWidth = LANE_WIDTH }: FlowDiagramProps) {
  const t = useTranslations('cluster.flow');
  const box = useRef<HTMLDivElement>(null);
  const lanes = lanesOf(rows.flatMap(({ messages }) => messages));
  const newest = rows.at(-1)?.messages[0].id;

  useEffect(() => {
    const element = box.current;
    if (following && element !== null && newest !== undefined) element.scrollTop = element.scrollHeight;
  }, [following, newest]);

  const width = GUTTER + lanes.length * laneWidth;
  const height = rows.length * ROW + 16;
  return (
    // A region that scrolls must be reachable by keyboard.
    <div
      ref={box}
      role="region"
      aria-label={t('diagram')}
      tabIndex={0}
      className={classNames('relative overflow-auto', className)}
    >
      <div style={{ width: rem(width) }} className="relative">
        <div className="sticky top-0 z-10 flex border-b border-line bg-surface" style={{ paddingLeft: rem(GUTTER) }}>
          {lanes.map((lane) => (
            <LaneHead key={lane} seat={lane} width={laneWidth} />
          ))}
        </div>
        <svg
          viewBox={`0 0 ${width} ${height}`}
          style={{ width: rem(width), height: rem(height) }}
          role="img"
          aria-label={t('diagramOf', { count: rows.length })}
        >
          <Markers />
          {lanes.map((lane, index) => (
            <line
              key={lane}
              x1={laneX(index, laneWidth)}
              x2={laneX(index, laneWidth)}
              y1={0}
              y2={height}
              className="stroke-line"
              strokeWidth={2}
            />
          ))}
          {rows.map((row, index) => (
            <Arrow
              key={row.messages[0].id}
              row={row}
              y={index * ROW}
              laneOf={(seat) => laneX(lanes.indexOf(seat), laneWidth)}
              width={width}
              current={row.messages.some(({ id }) => id === current)}
            />
          ))}
        </svg>
      </div>
    </div>
  );
}

function rem(units: number): string {
  return `${units / 16}rem`;
}

function laneX(index: number, laneWidth: number): number {
  return GUTTER + (index + 0.5) * laneWidth;
}

/** The seats that speak or listen, in the order of the cluster's picture; what nobody plays comes last. */
export function lanesOf(messages: readonly FlowLine[]): readonly SeatId[] {
  const seats = new Set(messages.flatMap(({ from, to }) => [from, to]));
  return [...seats].sort((left, right) => rank(left) - rank(right) || (left < right ? -1 : 1));
}

function rank(seat: SeatId): number {
  const component = componentOf(seat);
  if (component === null) return 10_000;
  const node = Number(/(\d+)$/.exec(seat.split('@')[1] ?? '')?.[1] ?? 0);
  return node * 100 + CAST.indexOf(component);
}

function componentOf(seat: SeatId): ComponentName | null {
  const name = seat.split('@')[0]?.replace(/^(user)-\d+$/, '$1');
  return CAST.find((component) => component === name) ?? null;
}

function LaneHead({ seat, width }: { readonly seat: SeatId; readonly width: number }) {
  const component = componentOf(seat);
  const [name, node] = seat.split('@');
  return (
    <div
      lang="en"
      style={{ width: rem(width) }}
      className="flex shrink-0 flex-col items-center justify-start gap-0.5 px-0.5 py-1.5 text-center text-[0.75rem] leading-tight font-semibold"
    >
      {component === null ? null : <ComponentIcon component={component} className="size-5" />}
      <span className="[overflow-wrap:normal]">{name}</span>
      {node === undefined ? null : <span className="font-normal text-ink-soft">{node}</span>}
    </div>
  );
}

/** A filled head waits for an answer, an open one does not. */
function Markers() {
  return (
    <defs>
      <marker
        id="flow-filled"
        markerUnits="userSpaceOnUse"
        viewBox="0 0 8 8"
        refX="7"
        refY="4"
        markerWidth="12"
        markerHeight="12"
        orient="auto"
      >
        <path d="M0 0 8 4 0 8Z" className="fill-ink" />
      </marker>
      <marker
        id="flow-open"
        markerUnits="userSpaceOnUse"
        viewBox="0 0 8 8"
        refX="7"
        refY="4"
        markerWidth="13"
        markerHeight="13"
        orient="auto"
      >
        <path d="M1 0.500 7.500 4 1 7.500" className="fill-none stroke-ink" strokeWidth={1.4} />
      </marker>
    </defs>
  );
}

interface ArrowProps {
  readonly row: FlowRow;
  readonly y: number;
  readonly laneOf: (seat: SeatId) => number;
  /** Of the whole picture: labels end before its edge. */
  readonly width: number;
  readonly current: boolean;
}

function Arrow({ row, y, laneOf, width, current }: ArrowProps) {
  const { number, messages, count } = row;
  const [first] = messages;
  const start = laneOf(first.from);
  const right = messages.some(({ to }) => laneOf(to) >= start);
  const label = count === 1 ? shorten(messageLabel(first)) : `${shorten(messageLabel(first))} ×${count}`;
  const space = label.length * LETTER + LABEL_GAP;
  const line = y + 30;
  return (
    <g>
      {current ? <rect x={2} y={y + 2} width="99.6%" height={ROW - 2} rx={6} className="fill-accent-soft" /> : null}
      <text
        x={GUTTER - 10}
        y={line + 4}
        textAnchor="end"
        className="fill-ink-soft tabular-nums"
        style={{ fontSize: 12 }}
      >
        {number}
      </text>
      <text
        x={right ? Math.min(start + LABEL_GAP, width - space) : Math.max(start - LABEL_GAP, GUTTER + space)}
        y={line - 7}
        textAnchor={right ? 'start' : 'end'}
        className="fill-ink stroke-surface font-mono font-medium [paint-order:stroke]"
        strokeWidth={4}
        style={{ fontSize: 13 }}
      >
        {label}
      </text>
      {messages.map((message) => (
        <Line key={message.id} message={message} from={start} to={laneOf(message.to)} y={line} strong={current} />
      ))}
      <circle cx={start} cy={line} r={3.5} className="fill-ink" />
    </g>
  );
}

interface LineProps {
  readonly message: FlowLine;
  readonly from: number;
  readonly to: number;
  readonly y: number;
  readonly strong: boolean;
}

function Line({ message, from, to, y, strong }: LineProps) {
  return (
    <line
      x1={from}
      x2={to >= from ? to - 2 : to + 2}
      y1={y}
      y2={y}
      strokeWidth={strong ? 3 : 2}
      strokeDasharray={message.kind === 'answer' ? '6 4' : undefined}
      markerEnd={message.kind === 'request' ? 'url(#flow-filled)' : 'url(#flow-open)'}
      className={message.underway ? 'stroke-accent' : 'stroke-ink'}
    />
  );
}

function shorten(label: string): string {
  return label.length <= LABEL_CHARS_MAX ? label : `${label.slice(0, LABEL_CHARS_MAX - 1)}…`;
}
