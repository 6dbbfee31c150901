'use client';

import { createContext, type ReactNode, useCallback, useContext, useEffect, useMemo, useRef, useState } from 'react';

/** Shortest time between two announcements, in milliseconds: a reader must be able to finish a sentence. */
const GAP_MS = 2000;
const SHOWN_MS = 6000;

interface Announcer {
  /** Says something politely to screen readers and, unless `silent`, shows it for a few seconds. */
  readonly announce: (message: string, options?: { readonly silent?: boolean }) => void;
}

const AnnouncerContext = createContext<Announcer>({ announce: () => undefined });

interface Announcement {
  readonly message: string;
  readonly silent: boolean;
}

/** One live region for the page, in the document before any text enters it. */
export function AnnouncerProvider({ children }: { readonly children: ReactNode }) {
  const [current, setCurrent] = useState<Announcement | null>(null);
  const queue = useRef<Announcement[]>([]);
  const gap = useRef<ReturnType<typeof setTimeout> | null>(null);
  const hide = useRef<ReturnType<typeof setTimeout> | null>(null);

  const next = useCallback(() => {
    gap.current = null;
    const announcement = queue.current.shift();
    if (announcement === undefined) return;
    setCurrent(announcement);
    if (hide.current !== null) clearTimeout(hide.current);
    hide.current = setTimeout(() => setCurrent(null), SHOWN_MS);
    gap.current = setTimeout(next, GAP_MS);
  }, []);

  const announce = useCallback<Announcer['announce']>(
    (message, options) => {
      if (queue.current.at(-1)?.message === message) return;
      queue.current.push({ message, silent: options?.silent ?? false });
      if (gap.current === null) next();
    },
    [next],
  );

  useEffect(
    () => () => {
      if (gap.current !== null) clearTimeout(gap.current);
      if (hide.current !== null) clearTimeout(hide.current);
    },
    [],
  );

  const announcer = useMemo(() => ({ announce }), [announce]);
  return (
    <AnnouncerContext value={announcer}>
      {children}
      <div className="pointer-events-none fixed inset-x-0 bottom-20 z-50 flex justify-center px-4">
        <div role="status" aria-live="polite" className={current === null || current.silent ? 'sr-only' : shown}>
          {current?.message}
        </div>
      </div>
    </AnnouncerContext>
  );
}

const shown = 'max-w-prose rounded-control bg-ink px-4 py-2.5 text-center font-medium text-canvas shadow-raised';

export function useAnnounce(): Announcer['announce'] {
  return useContext(AnnouncerContext).announce;
}
