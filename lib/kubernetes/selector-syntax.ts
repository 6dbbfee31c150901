import { err, ok, type Result } from '../kernel/result.ts';
import { aggregateText } from './field-error.ts';
import { EVERYTHING, newRequirement, selectorOf, sortedSet, type Requirement, type Selector } from './selectors.ts';

type TokenType =
  | '('
  | ')'
  | ','
  | '!'
  | '='
  | '=='
  | '!='
  | '>'
  | '<'
  | 'in'
  | 'notin'
  | 'identifier'
  | 'end'
  | 'error';

interface Token {
  readonly type: TokenType;
  readonly text: string;
}

const SYMBOLS: readonly TokenType[] = ['(', ')', ',', '!', '==', '=', '!=', '>', '<'];
const SPECIAL = '=!(),><';
const SPACE = ' \t\r\n';

function symbolOf(text: string): TokenType | undefined {
  return SYMBOLS.find((symbol) => symbol === text);
}

/** Longest symbols first; an unfinished one such as `||` is simply an identifier's letters, as upstream has it. */
function tokenize(text: string): readonly Token[] {
  const tokens: Token[] = [];
  let position = 0;
  while (position < text.length) {
    const character = text.charAt(position);
    if (SPACE.includes(character)) {
      position += 1;
      continue;
    }
    const token = SPECIAL.includes(character) ? readSymbol(text, position) : readWord(text, position);
    tokens.push(token);
    position += token.text.length;
  }
  tokens.push({ type: 'end', text: '' });
  return tokens;
}

function readSymbol(text: string, start: number): Token {
  const pair = text.slice(start, start + 2);
  const long = symbolOf(pair);
  if (long !== undefined) return { type: long, text: pair };
  const single = text.charAt(start);
  return { type: symbolOf(single) ?? 'error', text: single };
}

function readWord(text: string, start: number): Token {
  let end = start;
  while (end < text.length && !SPECIAL.includes(text.charAt(end)) && !SPACE.includes(text.charAt(end))) end += 1;
  const word = text.slice(start, end);
  return { type: word === 'in' || word === 'notin' ? word : 'identifier', text: word };
}

class SyntaxProblem extends Error {}

/** Reads requirements from tokens; throws SyntaxProblem, which never leaves this file. */
class Reader {
  readonly #tokens: readonly Token[];
  #position = 0;

  constructor(tokens: readonly Token[]) {
    this.#tokens = tokens;
  }

  /** The next token; where values are expected, `in` and `notin` are ordinary words. */
  peek(asValue: boolean): Token {
    const token = this.#tokens[this.#position] ?? { type: 'end', text: '' };
    return asValue && (token.type === 'in' || token.type === 'notin') ? { ...token, type: 'identifier' } : token;
  }

  take(asValue: boolean): Token {
    const token = this.peek(asValue);
    this.#position += 1;
    return token;
  }
}

function readAll(reader: Reader): Requirement[] {
  const requirements: Requirement[] = [];
  if (reader.peek(true).type === 'end') return requirements;
  for (;;) {
    const start = reader.peek(true);
    if (start.type !== 'identifier' && start.type !== '!') {
      throw new SyntaxProblem(`found '${start.text}', expected: !, identifier, or 'end of string'`);
    }
    requirements.push(readRequirement(reader));
    const separator = reader.take(true);
    if (separator.type === 'end') return requirements;
    if (separator.type !== ',') throw new SyntaxProblem(`found '${separator.text}', expected: ',' or 'end of string'`);
    const next = reader.peek(true);
    if (next.type !== 'identifier' && next.type !== '!') {
      throw new SyntaxProblem(`found '${next.text}', expected: identifier after ','`);
    }
  }
}

function readRequirement(reader: Reader): Requirement {
  let token = reader.take(true);
  const negated = token.type === '!';
  if (negated) token = reader.take(true);
  if (token.type !== 'identifier') throw new SyntaxProblem(`found '${token.text}', expected: identifier`);
  const key = token.text;
  const after = reader.peek(true);
  if (negated) return checked(key, '!', []);
  if (after.type === 'end' || after.type === ',') return checked(key, 'exists', []);
  const operator = reader.take(false);
  switch (operator.type) {
    case 'in':
    case 'notin':
      return checked(key, operator.type, readValues(reader));
    case '=':
    case '==':
    case '!=':
      return checked(key, operator.type, readExactValue(reader));
    case '>':
      return checked(key, 'gt', readExactValue(reader));
    case '<':
      return checked(key, 'lt', readExactValue(reader));
    default:
      throw new SyntaxProblem(`found '${operator.text}', expected: in, notin, =, ==, !=, gt, lt`);
  }
}

function checked(key: string, operator: string, values: readonly string[]): Requirement {
  const requirement = newRequirement(key, operator, values);
  if (!requirement.ok) throw new SyntaxProblem(aggregateText(requirement.error));
  return requirement.value;
}

function readExactValue(reader: Reader): readonly string[] {
  const next = reader.peek(true);
  if (next.type === 'end' || next.type === ',') return [''];
  const value = reader.take(true);
  if (value.type === 'identifier') return [value.text];
  throw new SyntaxProblem(`found '${value.text}', expected: identifier`);
}

function readValues(reader: Reader): readonly string[] {
  const open = reader.take(true);
  if (open.type !== '(') throw new SyntaxProblem(`found '${open.text}' expected: '('`);
  const next = reader.peek(true);
  if (next.type === ')') {
    reader.take(true);
    return [''];
  }
  if (next.type !== 'identifier' && next.type !== ',') {
    throw new SyntaxProblem(`found '${next.text}', expected: ',', ')' or identifier`);
  }
  const values = readList(reader);
  const close = reader.take(true);
  if (close.type !== ')') throw new SyntaxProblem(`found '${close.text}', expected: ')'`);
  return values;
}

/** Values between commas; an empty place between, before or after commas is the empty value. */
function readList(reader: Reader): readonly string[] {
  const values: string[] = [];
  for (;;) {
    const token = reader.take(true);
    if (token.type === 'identifier') {
      values.push(token.text);
      const next = reader.peek(true);
      if (next.type === ')') return sortedSet(values);
      if (next.type !== ',') throw new SyntaxProblem(`found '${next.text}', expected: ',' or ')'`);
    } else if (token.type === ',') {
      if (values.length === 0) values.push('');
      const next = reader.peek(true);
      if (next.type === ')') return sortedSet([...values, '']);
      if (next.type === ',') {
        reader.take(true);
        values.push('');
      }
    } else {
      throw new SyntaxProblem(`found '${token.text}', expected: ',', or identifier`);
    }
  }
}

/**
 * Parses a label selector as kubectl's -l and the API's labelSelector parameter have it: `a=b,c in (d,e),!f`.
 * Models staging/src/k8s.io/apimachinery/pkg/labels/selector.go Parse.
 */
export function parseLabelSelector(text: string): Result<Selector, string> {
  try {
    const requirements = readAll(new Reader(tokenize(text)));
    return ok(requirements.length === 0 ? EVERYTHING : selectorOf(requirements));
  } catch (problem) {
    if (problem instanceof SyntaxProblem) return err(`unable to parse requirement: ${problem.message}`);
    throw problem;
  }
}
