import { present } from '../kernel/assert.ts';
import { without } from '../kernel/ordered.ts';
import type { TroubleEvent } from './events.ts';
import { troubleOf, type Fault, type Trouble } from './faults.ts';
import type { ClusterState } from './state.ts';

export function evolveTrouble(state: ClusterState, event: TroubleEvent): Partial<ClusterState> {
  const trouble = troubleOf(state);
  switch (event.type) {
    case 'FaultInjected':
      return { trouble: afterFault(trouble, event.fault, state.now) };
    case 'StandbyElected':
      return { trouble: { ...trouble, frozen: trouble.frozen.filter((seat) => seat !== event.seat) } };
    case 'MessageDropped': {
      const wire = state.wire.filter((message) => message.id !== event.message);
      if (event.lost === undefined) return { wire };
      return { wire, trouble: { ...trouble, lost: { ...trouble.lost, [event.lost.id]: event.lost } } };
    }
    case 'RequestTimedOut':
      return { trouble: { ...trouble, lost: without(trouble.lost, event.request) } };
    case 'StreamReopened': {
      const stream = present(state.streams[event.stream], event.stream);
      return { streams: { ...state.streams, [stream.id]: { ...stream, at: event.at } } };
    }
  }
}

function afterFault(trouble: Trouble, fault: Fault, now: number): Trouble {
  switch (fault.kind) {
    case 'power-off':
      return { ...trouble, off: added(trouble.off, fault.node) };
    case 'power-on':
      return { ...trouble, off: trouble.off.filter((node) => node !== fault.node) };
    case 'cut':
      return { ...trouble, cut: added(trouble.cut, fault.node) };
    case 'heal':
      return { ...trouble, cut: trouble.cut.filter((node) => node !== fault.node) };
    case 'freeze':
      return { ...trouble, frozen: added(trouble.frozen, fault.seat) };
    case 'thaw':
      return { ...trouble, frozen: trouble.frozen.filter((seat) => seat !== fault.seat) };
    case 'registry-down':
      return { ...trouble, registryDown: true };
    case 'registry-up':
      return { ...trouble, registryDown: false };
    case 'member-lost':
      return { ...trouble, membersLost: trouble.membersLost + 1 };
    case 'member-back':
      return { ...trouble, membersLost: Math.max(0, trouble.membersLost - 1) };
    case 'pressure':
      return { ...trouble, shortAt: { ...trouble.shortAt, [fault.node]: now } };
    case 'crash':
    case 'hang':
      return trouble;
  }
}

function added(list: readonly string[], item: string): readonly string[] {
  return list.includes(item) ? list : [...list, item];
}
