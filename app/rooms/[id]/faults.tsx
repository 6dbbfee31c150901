'use client';

import { useTranslations } from 'next-intl';
import { useState } from 'react';
import type { Fault } from '../../../lib/cluster/faults.ts';
import type { TroubleLine, View } from '../../../lib/session/view.ts';
import { Button } from '../../_ui/button.tsx';
import { Panel } from '../../_ui/panel.tsx';
import type { DeskTools } from './use-desk.ts';

const WHOLE: TroubleLine = { off: [], cut: [], frozen: [], registryDown: false, membersLost: 0 };
/** Of what runs on a node, the processes that may be frozen by themselves. */
const PROCESSES = ['kubelet', 'kube-proxy'] as const;
const CRASH_EXIT_CODE = 1;

interface FaultsProps {
  readonly view: View;
  readonly desk: DeskTools;
}

/** What the teacher may break in the cluster, and mend again: machines, lines, processes, the registry, a container. */
export function Faults({ view, desk }: FaultsProps) {
  const t = useTranslations('desk.faults');
  const [node, setNode] = useState('');
  const nodes = nodesOf(view);
  const chosen = nodes.includes(node) ? node : nodes[0];
  if (chosen === undefined) return null;
  const { inert } = desk;
  const onFault = (fault: Fault) => desk.send('teach.fault', { fault });
  return (
    <Panel title={t('title')}>
      <p className="mb-3 text-ink-soft">{t('help')}</p>
      <label className="flex flex-wrap items-center gap-2">
        <span>{t('node')}</span>
        <select
          lang="en"
          value={chosen}
          onChange={(event) => setNode(event.target.value)}
          className="min-h-11 rounded-control border border-line-strong bg-surface px-2"
        >
          {nodes.map((name) => (
            <option key={name} value={name}>
              {name}
            </option>
          ))}
        </select>
      </label>
      <div className="mt-3 flex flex-wrap gap-2">
        {nodeFaults(view, chosen).map(({ fault, broken, label }) => (
          <Button
            key={label}
            size="compact"
            className="min-h-11"
            inert={inert}
            aria-pressed={broken}
            onClick={() => onFault(fault)}
          >
            {t(label)}
          </Button>
        ))}
        {podFaults(view, chosen).map(({ fault, label, name }) => (
          <Button
            key={`${label} ${name}`}
            size="compact"
            className="min-h-11"
            inert={inert}
            onClick={() => onFault(fault)}
          >
            {t(label, { name })}
          </Button>
        ))}
      </div>
      <div className="mt-3 flex flex-wrap gap-2 border-t border-line pt-3">
        <Registry view={view} inert={inert} onFault={onFault} />
        <Member view={view} inert={inert} onFault={onFault} />
        <ControlPlane view={view} inert={inert} onFault={onFault} />
      </div>
    </Panel>
  );
}

interface SharedFaultProps {
  readonly view: View;
  readonly inert: boolean;
  readonly onFault: (fault: Fault) => void;
}

function Registry({ view, inert, onFault }: SharedFaultProps) {
  const t = useTranslations('desk.faults');
  const down = troubleOf(view).registryDown;
  return (
    <Button
      size="compact"
      className="min-h-11"
      inert={inert}
      aria-pressed={down}
      onClick={() => onFault({ kind: down ? 'registry-up' : 'registry-down' })}
    >
      {down ? t('registryUp') : t('registryDown')}
    </Button>
  );
}

function Member({ view, inert, onFault }: SharedFaultProps) {
  const t = useTranslations('desk.faults');
  const lost = troubleOf(view).membersLost;
  return (
    <>
      <Button size="compact" className="min-h-11" inert={inert} onClick={() => onFault({ kind: 'member-lost' })}>
        {t('memberLost')}
      </Button>
      {lost === 0 ? null : (
        <Button size="compact" className="min-h-11" inert={inert} onClick={() => onFault({ kind: 'member-back' })}>
          {t('memberBack', { count: lost })}
        </Button>
      )}
    </>
  );
}

/** The processes of the control plane: the lesson may have a standby for one that stands still. */
function ControlPlane({ view, inert, onFault }: SharedFaultProps) {
  const t = useTranslations('desk.faults');
  const { frozen } = troubleOf(view);
  const seats = Object.values(view.seats).filter(({ node, component }) => node === undefined && component !== 'user');
  return seats.map(({ seat }) => {
    const still = frozen.includes(seat);
    return (
      <Button
        key={seat}
        size="compact"
        className="min-h-11"
        inert={inert}
        aria-pressed={still}
        onClick={() => onFault({ kind: still ? 'thaw' : 'freeze', seat })}
      >
        {still ? t('thaw', { seat }) : t('freeze', { seat })}
      </Button>
    );
  });
}

function troubleOf(view: View): TroubleLine {
  return view.room['room']?.trouble ?? WHOLE;
}

function nodesOf(view: View): string[] {
  return [...new Set(Object.values(view.seats).flatMap(({ node }) => node ?? []))].toSorted();
}

type FaultLabel =
  | 'powerOff'
  | 'powerOn'
  | 'cut'
  | 'heal'
  | 'pressure'
  | 'freezeKubelet'
  | 'thawKubelet'
  | 'freezeProxy'
  | 'thawProxy';

interface NodeFault {
  readonly fault: Fault;
  readonly broken: boolean;
  readonly label: FaultLabel;
}

/** What can be done to a node now: each thing is either whole or broken. */
function nodeFaults(view: View, node: string): NodeFault[] {
  const { off, cut, frozen } = troubleOf(view);
  const dark = off.includes(node);
  const away = cut.includes(node);
  const power: NodeFault = dark
    ? { fault: { kind: 'power-on', node }, broken: true, label: 'powerOn' }
    : { fault: { kind: 'power-off', node }, broken: false, label: 'powerOff' };
  const line: NodeFault = away
    ? { fault: { kind: 'heal', node }, broken: true, label: 'heal' }
    : { fault: { kind: 'cut', node }, broken: false, label: 'cut' };
  const processes = PROCESSES.map((process): NodeFault => {
    const seat = `${process}@${node}`;
    const still = frozen.includes(seat);
    const kubelet = process === 'kubelet';
    if (still) return { fault: { kind: 'thaw', seat }, broken: true, label: kubelet ? 'thawKubelet' : 'thawProxy' };
    return { fault: { kind: 'freeze', seat }, broken: false, label: kubelet ? 'freezeKubelet' : 'freezeProxy' };
  });
  const short: NodeFault = { fault: { kind: 'pressure', node }, broken: false, label: 'pressure' };
  return dark ? [power, line] : [power, line, ...processes, short];
}

interface PodFault {
  readonly fault: Fault;
  readonly label: 'crash' | 'hang';
  readonly name: string;
}

/** What may befall the containers of the pods on the node. */
function podFaults(view: View, node: string): PodFault[] {
  if (troubleOf(view).off.includes(node)) return [];
  const pods = Object.values(view.objects).filter(({ resource, node: where }) => resource === 'pods' && where === node);
  return pods.flatMap(({ name }): PodFault[] => [
    { fault: { kind: 'crash', node, pod: name, exitCode: CRASH_EXIT_CODE }, label: 'crash', name },
    { fault: { kind: 'hang', node, pod: name }, label: 'hang', name },
  ]);
}
