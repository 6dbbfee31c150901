'use client';

import { useFormatter } from 'next-intl';
import { useSyncExternalStore } from 'react';

/** A moment in the reader's own time zone; until scripts run, in the zone of the pages. */
export function LocalTime({ at }: { readonly at: Date }) {
  const format = useFormatter();
  const zone = useSyncExternalStore(subscribe, deviceZone, () => undefined);
  return (
    // Browsers and Node differ in the spaces they put into a time.
    <time dateTime={at.toISOString()} className="whitespace-nowrap" suppressHydrationWarning>
      {format.dateTime(at, {
        dateStyle: 'medium',
        timeStyle: 'short',
        ...(zone === undefined ? {} : { timeZone: zone }),
      })}
    </time>
  );
}

function subscribe(): () => void {
  return () => undefined;
}

function deviceZone(): string {
  return new Intl.DateTimeFormat().resolvedOptions().timeZone;
}
