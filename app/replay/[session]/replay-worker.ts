import { Recording } from './replay-fold.ts';
import type { Answer, Ask } from './replay-messages.ts';

let recording: Recording | null = null;

/** The fold runs here, so that the page stays smooth however long the recording is. */
self.addEventListener('message', ({ data }: MessageEvent<Ask>) => {
  if (data.type === 'load') load(data.entries);
  else if (recording !== null) {
    const seen = recording.look(data.index, data.viewer);
    if (seen !== null) say({ type: 'view', ask: data.ask, ...seen });
  }
});

function load(entries: Extract<Ask, { type: 'load' }>['entries']): void {
  try {
    recording = new Recording(entries);
  } catch {
    say({ type: 'broken', position: entries.at(-1)?.position ?? 0 });
    return;
  }
  const { last } = recording;
  const seats = Object.keys(last.cluster.seats).filter((seat) => (last.board.acts[seat] ?? 0) > 0);
  say({
    type: 'loaded',
    count: entries.length,
    rows: last.board.rows,
    faults: recording.faults(),
    chapters: recording.chapters(),
    seats,
  });
}

function say(answer: Answer): void {
  self.postMessage(answer);
}
