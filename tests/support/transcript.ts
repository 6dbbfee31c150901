import { printEntry } from '../../lib/record/transcript.ts';
import type { Card } from '../../lib/cluster/card.ts';
import { Play, type ActionWithoutCard } from './play.ts';

/**
 * Runs a transcript and returns it with its expected output written anew. A block is command lines, a line `----`
 * and what the commands printed; blocks are separated by an empty line; lines that begin with `#` are comments.
 *
 *   open LESSON SEED            start WAVE               bots [SEAT KIND]      (until that card lies there)
 *   act SEAT ACTION {json}      advance                  acts                  (accepted acts per seat)
 *   quiet bots …                (as bots, printing only the last line of each entry's head)
 *   strip                       goal                     mode running|stepping|paused      step
 */
export function runTranscript(text: string): string {
  const blocks = text.replace(/\n+$/, '').split(/\n\n+/);
  const session = new TranscriptSession();
  return `${blocks.map((block) => runBlock(session, block)).join('\n\n')}\n`;
}

function runBlock(session: TranscriptSession, block: string): string {
  const [input = ''] = block.split('\n----');
  const lines = input.split('\n');
  const commands = lines.filter((line) => line !== '' && !line.startsWith('#'));
  if (commands.length === 0) return input;
  const output = commands.flatMap((command) => session.run(command));
  return [input, '----', ...output].join('\n');
}

class TranscriptSession {
  private play: Play | null = null;
  private printed = 0;

  run(line: string): string[] {
    const quiet = line.startsWith('quiet ');
    const [verb = '', ...words] = (quiet ? line.slice(6) : line).split(' ');
    if (verb === 'open') {
      this.play = new Play(words[0], Number(words[1]));
      this.printed = 0;
      return this.news(quiet);
    }
    const play = this.play;
    if (play === null) throw new Error('a transcript begins with open');
    const shown = this.show(play, verb);
    if (shown !== null) return shown;
    this.act(play, verb, words, line);
    return this.news(quiet);
  }

  private act(play: Play, verb: string, words: readonly string[], line: string): void {
    const [first = '', second = ''] = words;
    switch (verb) {
      case 'start':
        play.startWave(Number(first));
        return;
      case 'bots':
        if (first === '') play.bots();
        else play.botsUntil(first, second as Card['kind']);
        return;
      case 'advance':
        play.advance();
        return;
      case 'mode':
        play.must({ type: 'SetMode', mode: first as 'running', because: 'teacher' }, { kind: 'teacher' });
        return;
      case 'step':
        play.must({ type: 'Step' }, { kind: 'teacher' });
        return;
      case 'act': {
        const json = line.slice(line.indexOf(second) + second.length).trim();
        play.act(first, { type: second, ...(json === '' ? {} : JSON.parse(json)) } as ActionWithoutCard);
        return;
      }
      default:
        throw new Error(`unknown command: ${line}`);
    }
  }

  private show(play: Play, verb: string): string[] | null {
    const { board, room } = play.state;
    switch (verb) {
      case 'acts':
        return Object.entries(board.acts).map(([seat, acts]) => `${seat}: ${acts}`);
      case 'strip':
        return board.rows.map((row) => {
          const lit = Object.entries(row.lit).map(([step, position]) => `${step}@${position}`);
          return `${row.pod}: ${lit.join(' ')}${row.early.length === 0 ? '' : ` early ${row.early.join(',')}`}`;
        });
      case 'goal':
        return [`wave ${room.wave + 1} done: ${room.waveDone}, goal reached: ${room.goalReached}`];
      default:
        return null;
    }
  }

  /** What was recorded since the last command. */
  private news(quiet: boolean): string[] {
    const entries = this.play?.entries.slice(this.printed) ?? [];
    this.printed = this.play?.entries.length ?? 0;
    const texts = entries.map((entry) => printEntry(entry, entry.clock));
    return texts.flatMap((entry) => (quiet ? [entry.split('\n')[0] ?? ''] : entry.split('\n')));
  }
}
