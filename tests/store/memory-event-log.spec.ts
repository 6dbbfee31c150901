import { MemoryEventLog } from '../../server/store/memory-event-log.ts';
import { describeEventLog } from './event-log-contract.ts';

describeEventLog('in memory', async () => {
  const log = new MemoryEventLog();
  return {
    log,
    createSession: async (sessionId) => log.createSession(sessionId),
    dispose: () => log.close(),
  };
});
