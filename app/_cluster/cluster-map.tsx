'use client';

import { useTranslations } from 'next-intl';
import { Fragment, type ReactNode } from 'react';
import type { SeatId } from '../../lib/cluster/seats.ts';
import type { FlowLine, ObjectLine, SeatLine, View } from '../../lib/session/view.ts';
import { messagesOf, nodesOf, podsOf, roomOf, taintsOf } from '../_room/view-facts.ts';
import { classNames } from '../_ui/class-names.ts';
import { StatusPill, toneOfStatus } from '../_ui/status-pill.tsx';
import { MapTile } from './map-tile.tsx';
import { MessageText } from './message-text.tsx';

interface ClusterMapProps {
  readonly view: View;
  /** Nicknames by participant. */
  readonly names: Readonly<Record<string, string>>;
  /** Seats of the reader. */
  readonly mine?: readonly SeatId[];
  /** Fits a wide and low place: users beside the control plane, and no caption. */
  readonly dense?: boolean;
}

/** Tiles side by side; those of the last line share its width, so that no place stays empty. */
const PAIRS = 'flex flex-wrap gap-2 *:grow *:basis-[40%]';
const ROWS = `${PAIRS} @lg:*:basis-[28%] @4xl:*:basis-[16%]`;

/**
 * Where every component sits. Everything meets at the API server, so it is a bar that all others touch; the two ends
 * of the latest message are outlined.
 */
export function ClusterMap({ view, names, mine = [], dense = false }: ClusterMapProps) {
  const t = useTranslations('cluster.map');
  const seats = Object.values(view.seats);
  const latest = messagesOf(view).at(-1) ?? null;
  const waitingFor = roomOf(view)?.waitingFor ?? null;
  const tile = (seat: SeatLine) => (
    <MapTile
      key={seat.seat}
      seat={seat}
      player={seat.player === null ? null : (names[seat.player] ?? null)}
      mine={mine.includes(seat.seat)}
      awaited={seat.seat === waitingFor}
      end={endOf(seat.seat, latest)}
      dense={dense}
    />
  );
  const central = seats.filter(({ node, component }) => node === undefined && component !== 'user');
  const hub = central.filter(({ component }) => component === 'kube-apiserver');
  const others = central.filter(({ component }) => component !== 'kube-apiserver');
  const homeless = podsOf(view).filter(({ node }) => node === undefined);
  const users = (
    <Frame plane="user" title={t('users')}>
      <ul className={dense ? 'flex flex-col gap-2' : ROWS}>
        {seats.filter(({ component }) => component === 'user').map(tile)}
      </ul>
    </Frame>
  );
  return (
    <div className="@container/map flex flex-col gap-3">
      <div className={dense ? 'grid grid-cols-[minmax(0,2fr)_minmax(0,1fr)] gap-3' : undefined}>
        <Frame plane="control" title={t('controlPlane')}>
          <ul className={dense ? PAIRS : ROWS}>{others.map(tile)}</ul>
          <ul className="mt-2">{hub.map(tile)}</ul>
          {homeless.length === 0 ? null : (
            <div className="mt-2 flex flex-wrap items-center gap-2">
              <span className="text-caption font-medium text-ink-soft">{t('homeless')}</span>
              <PodList pods={homeless} />
            </div>
          )}
        </Frame>
        {dense ? users : null}
      </div>
      <div className="flex flex-col gap-3 *:flex-1 @lg:flex-row">
        {nodeNames(seats).map((node) => (
          <NodeFrame key={node} node={node} view={view} latest={latest} dense={dense}>
            {seats.filter((seat) => seat.node === node).map(tile)}
          </NodeFrame>
        ))}
      </div>
      {dense ? null : users}
      {dense ? null : (
        <p className="min-h-6 text-caption text-ink-soft">
          {latest === null ? t('quiet') : <MessageText message={latest} />}
        </p>
      )}
    </div>
  );
}

function nodeNames(seats: readonly SeatLine[]): readonly string[] {
  return [...new Set(seats.flatMap(({ node }) => (node === undefined ? [] : [node])))];
}

function endOf(seat: SeatId, message: FlowLine | null): 'from' | 'to' | null {
  if (message === null) return null;
  if (message.from === seat) return 'from';
  return message.to === seat ? 'to' : null;
}

const frames = {
  control: 'border-plane-control bg-plane-control-soft',
  node: 'border-plane-node bg-plane-node-soft',
  user: 'border-plane-user bg-plane-user-soft',
} as const;

interface FrameProps {
  readonly plane: keyof typeof frames;
  readonly title: ReactNode;
  readonly aside?: ReactNode;
  readonly children: ReactNode;
}

function Frame({ plane, title, aside, children }: FrameProps) {
  return (
    <section className={classNames('min-w-0 rounded-panel border-2 p-2.5', frames[plane])}>
      <div className="mb-1.5 flex min-h-6 flex-wrap items-center justify-between gap-2">
        <h3 className="text-caption font-bold">{title}</h3>
        {aside}
      </div>
      {children}
    </section>
  );
}

interface NodeFrameProps {
  readonly node: string;
  readonly view: View;
  /** A connection's packets run between pods: the two ends are outlined like those of other messages. */
  readonly latest: FlowLine | null;
  readonly dense: boolean;
  readonly children: ReactNode;
}

function NodeFrame({ node, view, latest, dense, children }: NodeFrameProps) {
  const t = useTranslations('cluster.map');
  const object = nodesOf(view).find(({ name }) => name === node);
  const taints = object === undefined ? [] : taintsOf(object);
  const pods = podsOf(view).filter((pod) => pod.node === node);
  return (
    <Frame
      plane="node"
      title={<span lang="en">{node}</span>}
      aside={
        object === undefined ? null : (
          <StatusPill tone={toneOfStatus(object.status)} lang="en">
            {object.status}
          </StatusPill>
        )
      }
    >
      {roomOf(view)?.trouble?.cut.includes(node) === true ? (
        <p
          className={classNames('mb-1.5 font-semibold text-unknown', dense ? 'text-lead leading-snug' : 'text-caption')}
        >
          {t('cut')}
        </p>
      ) : null}
      {taints.length === 0 ? null : (
        <p className={classNames('mb-1.5', dense ? 'text-body leading-snug' : 'text-caption')}>
          {t('taints')}{' '}
          {taints.map((taint) => (
            <span key={taint} lang="en" className="block font-mono text-[0.9em] break-words">
              <Taint>{taint}</Taint>
            </span>
          ))}
        </p>
      )}
      <ul className="flex flex-col gap-2">{children}</ul>
      {pods.length === 0 ? null : (
        <div className="mt-2">
          <PodList pods={pods} latest={latest} />
        </div>
      )}
    </Frame>
  );
}

/** On a narrow node a taint goes to the next line at its own joints: `dedicated=db:NoSchedule`. */
function Taint({ children }: { readonly children: string }) {
  return children.split(/(?<=[:/])/).map((piece) => (
    <Fragment key={piece}>
      {piece}
      <wbr />
    </Fragment>
  ));
}

interface PodListProps {
  readonly pods: readonly ObjectLine[];
  readonly latest?: FlowLine | null;
}

function PodList({ pods, latest = null }: PodListProps) {
  const t = useTranslations('cluster.map');
  return (
    <ul aria-label={t('pods')} className="flex flex-wrap gap-1.5">
      {pods.map((pod) => (
        <li
          key={`${pod.namespace}/${pod.name}`}
          className={classNames(
            'flex max-w-full flex-wrap items-center gap-x-1.5 rounded-control border border-line-strong bg-surface py-0.5 pr-0.5 pl-2 text-caption',
            endOf(`${pod.name}@${pod.node ?? ''}`, latest) !== null && 'outline-2 outline-accent',
          )}
        >
          <span lang="en" className="font-mono font-semibold break-keep [overflow-wrap:normal]">
            {pod.name}
          </span>
          {/* The longest words (ContainerCreating) must not reach over a narrow node. */}
          <StatusPill
            tone={toneOfStatus(pod.status)}
            lang="en"
            className="max-w-full px-1.5! text-[0.8em]! [overflow-wrap:anywhere] whitespace-normal!"
          >
            {pod.status}
          </StatusPill>
        </li>
      ))}
    </ul>
  );
}
