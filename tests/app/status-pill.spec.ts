import { expect, test } from 'vitest';

import { toneOfStatus } from '../../app/_ui/status-pill.tsx';

test.each([
  { status: 'Running', tone: 'ok' },
  { status: 'Ready', tone: 'ok' },
  { status: 'Pending', tone: 'pending' },
  { status: 'ContainerCreating', tone: 'pending' },
  { status: 'Terminating', tone: 'pending' },
  { status: 'CrashLoopBackOff', tone: 'failed' },
  { status: 'ErrImagePull', tone: 'failed' },
  { status: 'Evicted', tone: 'failed' },
  { status: 'NotReady', tone: 'unknown' },
  { status: 'Unknown', tone: 'unknown' },
  { status: 'NotReady,SchedulingDisabled', tone: 'unknown' },
  { status: 'Ready,SchedulingDisabled', tone: 'neutral' },
  { status: '', tone: 'neutral' },
])('"$status" is shown as $tone', ({ status, tone }) => {
  expect(toneOfStatus(status)).toBe(tone);
});
