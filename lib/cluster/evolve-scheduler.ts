import { withEntry, without } from '../kernel/ordered.ts';
import type { SchedulerEvent } from './events.ts';
import type { ClusterState, SchedulerState } from './state.ts';

export function evolveScheduler(state: ClusterState, event: SchedulerEvent): Partial<ClusterState> {
  const { scheduler } = state;
  switch (event.type) {
    case 'WorksheetFiled':
      return {
        scheduler: { ...scheduler, worksheets: withEntry(scheduler.worksheets, event.uid, event.verdicts) },
      };
    case 'PodAssumed':
      return {
        scheduler: {
          ...scheduler,
          assumed: withEntry(scheduler.assumed, event.uid, event.node),
          worksheets: without(scheduler.worksheets, event.uid),
        },
      };
    case 'AssumptionForgotten':
      return { scheduler: { ...scheduler, assumed: without(scheduler.assumed, event.uid) } };
    case 'PodParked':
      return {
        scheduler: {
          ...scheduler,
          parked: withEntry(scheduler.parked, event.uid, event.reason),
          worksheets: without(scheduler.worksheets, event.uid),
          ...(event.at !== undefined && { attempts: attempted(scheduler, event.uid, event.at) }),
        },
      };
    case 'PodRequeued':
      return { scheduler: { ...scheduler, parked: without(scheduler.parked, event.uid) } };
    case 'PodDequeued':
      return {
        scheduler: {
          assumed: without(scheduler.assumed, event.uid),
          worksheets: without(scheduler.worksheets, event.uid),
          parked: without(scheduler.parked, event.uid),
          ...(scheduler.attempts !== undefined && { attempts: without(scheduler.attempts, event.uid) }),
        },
      };
  }
}

function attempted({ attempts = {} }: SchedulerState, uid: string, at: number): SchedulerState['attempts'] {
  return withEntry(attempts, uid, { count: (attempts[uid]?.count ?? 0) + 1, at });
}
