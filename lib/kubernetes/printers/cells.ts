import { humanDuration } from '../human-duration.ts';
import { parseRfc3339 } from '../rfc3339.ts';
import { labelSelectorAsSelector, selectorText } from '../selectors.ts';
import type { LabelSelector, StringMap } from '../types/meta.ts';
import type { PodTemplateSpec } from '../types/pod.ts';

export type Cell = string | number | boolean;

export interface PrintOptions {
  /** The clock at print time, milliseconds since 1970. */
  readonly now: number;
  /** Also the columns that only `-o wide` shows. */
  readonly wide: boolean;
}

/** One line of a table. Models staging/src/k8s.io/apimachinery/pkg/apis/meta/v1 TableRow without the object. */
export interface PrintedRow {
  readonly cells: readonly Cell[];
  readonly conditions?: readonly {
    readonly type: string;
    readonly status: string;
    readonly reason?: string;
    readonly message?: string;
  }[];
}

/** How long ago that was. Models translateTimestampSince. */
export function age(time: string | null | undefined, now: number): string {
  const at = parseRfc3339(time);
  return at === null ? '<unknown>' : humanDuration(now - at);
}

/** Models labels.FormatLabels. */
export function labelsText(labels: StringMap | undefined): string {
  const entries = Object.entries(labels ?? {}).map(([key, value]) => `${key}=${value}`);
  return entries.length === 0 ? '<none>' : entries.sort().join(',');
}

/** Models metav1.FormatLabelSelector. */
export function selectorCell(selector: LabelSelector | null | undefined): string {
  const converted = labelSelectorAsSelector(selector);
  if (!converted.ok) return '<error>';
  return selectorText(converted.value) || '<none>';
}

/** The names and the images of a template's containers, for wide tables. */
export function containerCells(template: PodTemplateSpec | undefined): readonly [string, string] {
  const containers = template?.spec?.containers ?? [];
  return [containers.map(({ name }) => name).join(','), containers.map(({ image = '' }) => image).join(',')];
}

/** At most three, and how many more there are. */
export function firstThree(items: readonly string[]): string {
  const shown = items.slice(0, 3).join(',');
  return items.length > 3 ? `${shown} + ${items.length - 3} more...` : shown;
}
