/** Splits a command line as a shell does: blanks separate, '…' and "…" keep together, $'…' knows \n. Null: a quote stays open. */
export function shellWords(line: string): readonly string[] | null {
  const words: string[] = [];
  let rest = line.trimStart();
  while (rest !== '') {
    const word = nextWord(rest);
    if (word === null) return null;
    words.push(word.text);
    rest = rest.slice(word.length).trimStart();
  }
  return words;
}

function nextWord(line: string): { readonly text: string; readonly length: number } | null {
  let text = '';
  let length = 0;
  while (length < line.length && !/\s/.test(line.charAt(length))) {
    const escaping = line.startsWith("$'", length);
    const start = escaping ? length + 1 : length;
    const quote = line.charAt(start);
    if (quote !== "'" && quote !== '"') {
      text += line.charAt(length);
      length += 1;
      continue;
    }
    const end = line.indexOf(quote, start + 1);
    if (end < 0) return null;
    const inner = line.slice(start + 1, end);
    text += escaping ? inner.replaceAll(String.raw`\n`, '\n') : inner;
    length = end + 1;
  }
  return { text, length };
}

const TAKES_VALUE = ['rev', 'limit', 'write-out', 'lease', 'endpoints'] as const;
const SWITCHES = ['prefix', 'from-key', 'keys-only', 'print-value-only', 'once', 'cluster'] as const;
const SHORT: Readonly<Record<string, string>> = { '-w': '--write-out', '-r': '--rev' };

type Flag = (typeof TAKES_VALUE)[number] | (typeof SWITCHES)[number];

/** What is left of a line when its flags are taken out. */
export interface SortedWords {
  readonly plain: readonly string[];
  readonly flags: ReadonlyMap<Flag, string>;
}

/** Tells flags from arguments; the text is etcdctl's own complaint. Models spf13/pflag as etcdctl uses it. */
export function sortWords(words: readonly string[]): SortedWords | { readonly error: string } {
  const plain: string[] = [];
  const flags = new Map<Flag, string>();
  for (let index = 0; index < words.length; index += 1) {
    const word = words[index] ?? '';
    if (!word.startsWith('-') || word === '-') {
      plain.push(word);
      continue;
    }
    const [written, inline] = splitOnce(word);
    const long = SHORT[written] ?? written;
    const name = long.replace(/^--/, '');
    const taking = TAKES_VALUE.find((flag) => flag === name);
    const switching = SWITCHES.find((flag) => flag === name);
    if (switching !== undefined) {
      flags.set(switching, inline ?? 'true');
      continue;
    }
    if (taking === undefined || !long.startsWith('--')) return { error: `unknown flag: ${written}` };
    const value = inline ?? words[index + 1];
    if (value === undefined) return { error: `flag needs an argument: ${written}` };
    if (inline === undefined) index += 1;
    flags.set(taking, value);
  }
  return { plain, flags };
}

function splitOnce(word: string): readonly [string, string | undefined] {
  const at = word.indexOf('=');
  return at < 0 ? [word, undefined] : [word.slice(0, at), word.slice(at + 1)];
}
