import { isJsonObject, type JsonValue } from '../../lib/kernel/json.ts';

const PLACEHOLDER = /<(?:uid|rv|time|rand5|clusterIP|token)(?:-\d+)?>/;

/** What the placeholders of one recording stand for. The same numbered label is the same value wherever it is seen. */
export class Labels {
  readonly #values = new Map<string, string>();

  /** Names a value unless the label has one. */
  offer(label: string, value: string): void {
    if (!this.#values.has(label)) this.#values.set(label, value);
  }

  /** A value of a request: labels that nothing was seen for are values that nothing has. */
  fill(value: JsonValue): JsonValue {
    if (typeof value === 'string') {
      const text = value.replaceAll(/\bNS/g, 'ns');
      return text.replaceAll(new RegExp(PLACEHOLDER, 'g'), (label) => this.#values.get(label) ?? unseen(label));
    }
    if (Array.isArray(value)) return value.map((item: JsonValue) => this.fill(item));
    if (!isJsonObject(value)) return value;
    return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, this.fill(member ?? null)]));
  }

  /** True when the answer has all that was recorded: answers were recorded in excerpts. */
  matches(expected: JsonValue | undefined, actual: unknown): boolean {
    if (typeof expected === 'string') return typeof actual === 'string' && this.#matchesText(expected, actual);
    if (Array.isArray(expected)) {
      if (!Array.isArray(actual) || actual.length !== expected.length) return false;
      return expected.every((item: JsonValue, index) => this.matches(item, actual[index]));
    }
    if (!isJsonObject(expected)) return (expected ?? null) === (actual ?? null);
    if (typeof actual !== 'object' || actual === null) return false;
    return Object.entries(expected).every(([key, value]) =>
      this.matches(value, (actual as Record<string, unknown>)[key]),
    );
  }

  #matchesText(expected: string, actual: string): boolean {
    const parts = expected.replaceAll(/\bNS/g, 'ns').split(new RegExp(`(${PLACEHOLDER.source})`));
    const pattern = parts.map((part) =>
      PLACEHOLDER.test(part) ? '(.+?)' : part.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&'),
    );
    const found = new RegExp(`^${pattern.join('')}$`, 's').exec(actual);
    if (found === null) return false;
    const labels = parts.filter((part) => PLACEHOLDER.test(part));
    return labels.every((label, index) => this.#agrees(label, found[index + 1] ?? ''));
  }

  #agrees(label: string, value: string): boolean {
    if (!/-\d+>$/.test(label)) return true;
    const known = this.#values.get(label);
    this.#values.set(label, known ?? value);
    return known === undefined || known === value;
  }
}

function unseen(label: string): string {
  if (label.startsWith('<rand5')) return 'bcdfg';
  return label.startsWith('<rv') ? '1' : '99999999-0000-4000-8000-000000000000';
}
