'use client';

import { useCallback, useEffect, useRef, useState } from 'react';
import type { Eyes, StripLine, View } from '../../../lib/session/view.ts';
import type { Answer, Ask, Chapter, ReplayEntry, Told } from './replay-messages.ts';

export const SPEEDS = [0.5, 1, 2, 4] as const;
/** How long an entry is shown at speed 1, in milliseconds. */
const ENTRY_MILLIS = 1_600;

export interface Player {
  readonly count: number;
  readonly rows: readonly StripLine[];
  readonly faults: readonly number[];
  readonly chapters: readonly Chapter[];
  readonly seats: readonly string[];
  readonly index: number;
  readonly playing: boolean;
  readonly speed: number;
  readonly broken: boolean;
  readonly shown: { readonly view: View; readonly told: Told } | null;
  readonly seek: (index: number) => void;
  readonly toggle: () => void;
  readonly setSpeed: (speed: number) => void;
}

type Loaded = Pick<Player, 'count' | 'rows' | 'faults' | 'chapters' | 'seats'>;

const NOTHING: Loaded = { count: 0, rows: [], faults: [], chapters: [], seats: [] };

/** Plays a recording: the worker folds, the page asks for one position after the other. */
export function usePlayer(entries: readonly ReplayEntry[], viewer: Eyes, start: number): Player {
  const worker = useRef<Worker | null>(null);
  const asked = useRef(0);
  const [loaded, setLoaded] = useState<Loaded>(NOTHING);
  const [broken, setBroken] = useState(false);
  const [shown, setShown] = useState<Player['shown']>(null);
  const [index, setIndex] = useState(start);
  const [playing, setPlaying] = useState(false);
  const [speed, setSpeed] = useState(1);

  useEffect(() => {
    const started = new Worker(new URL('./replay-worker.ts', import.meta.url), { type: 'module' });
    started.addEventListener('message', ({ data }: MessageEvent<Answer>) => {
      if (data.type === 'loaded') setLoaded(data);
      else if (data.type === 'broken') setBroken(true);
      else if (data.ask === asked.current) setShown({ view: data.view, told: data.told });
    });
    const load: Ask = { type: 'load', entries };
    started.postMessage(load);
    worker.current = started;
    return () => started.terminate();
  }, [entries]);

  const last = Math.max(0, loaded.count - 1);
  const seek = useCallback((wanted: number) => setIndex(Math.max(0, Math.min(last, Math.round(wanted)))), [last]);

  useEffect(() => {
    if (loaded.count === 0) return;
    asked.current += 1;
    const look: Ask = { type: 'look', ask: asked.current, index: Math.min(index, last), viewer };
    worker.current?.postMessage(look);
  }, [index, viewer, loaded, last]);

  useEffect(() => {
    if (!playing) return undefined;
    if (index >= last) {
      setPlaying(false);
      return undefined;
    }
    const timer = setTimeout(() => setIndex(index + 1), ENTRY_MILLIS / speed);
    return () => clearTimeout(timer);
  }, [playing, index, last, speed]);

  const toggle = useCallback(() => {
    setPlaying((was) => !was);
    setIndex((now) => (now >= last ? 0 : now));
  }, [last]);

  return { ...loaded, index: Math.min(index, last), playing, speed, broken, shown, seek, toggle, setSpeed };
}
