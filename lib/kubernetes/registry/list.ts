import { err, ok, type Result } from '../../kernel/result.ts';
import type { JsonObject } from '../../kernel/json.ts';
import { fieldsOf, parseFieldSelector, selectsFields, unsupportedField } from '../field-selectors.ts';
import type { ResourceInfo } from '../resources-table.ts';
import { parseLabelSelector } from '../selector-syntax.ts';
import { selectsLabels } from '../selectors.ts';
import { badRequest } from '../status-error.ts';
import type { Status, StringMap } from '../types/meta.ts';
import { metadataOf } from './metadata.ts';

/** The selectors of a LIST or WATCH, as their query parameters have them. */
export interface SelectorQuery {
  readonly labelSelector?: string;
  readonly fieldSelector?: string;
}

export type Selects = (object: JsonObject) => boolean;

/** Reads the selectors of a request for a resource; a selector that cannot be had is a 400. */
export function selectorFor(info: ResourceInfo, query: SelectorQuery): Result<Selects, Status> {
  const { labelSelector = '', fieldSelector = '' } = query;
  const labels = parseLabelSelector(labelSelector);
  if (!labels.ok) return err(badRequest(labels.error));
  const fields = parseFieldSelector(fieldSelector);
  if (!fields.ok) return err(badRequest(fields.error));
  const unknown = unsupportedField(info.resource, fields.value);
  if (unknown !== null) {
    const place = `${info.group === '' ? '' : info.group}/${info.version}, Resource=${info.resource}`;
    const start = `Unable to find "${place}" that match label selector "${labelSelector}", field selector "${fieldSelector}"`;
    return err(badRequest(`${start}: field label not supported: ${unknown}`));
  }
  return ok(
    (object) =>
      selectsLabels(labels.value, metadataOf(object)['labels'] as StringMap | undefined) &&
      selectsFields(fields.value, fieldsOf(info.resource, object)),
  );
}

/** What a watcher with a selector is told of one change; null when it is told nothing. */
export interface SelectedChange {
  readonly type: 'ADDED' | 'MODIFIED' | 'DELETED';
  readonly object: JsonObject;
}

/**
 * An object that enters the selector is ADDED, one that leaves it DELETED as it was before, with the resourceVersion
 * of the change. Models staging/src/k8s.io/apiserver/pkg/storage/cacher/cache_watcher.go.
 */
export function selectedChange(
  before: JsonObject | null,
  after: JsonObject | null,
  revision: number,
  selects: Selects,
): SelectedChange | null {
  const was = before !== null && selects(before);
  const is = after !== null && selects(after);
  if (is) return { type: was ? 'MODIFIED' : 'ADDED', object: after };
  if (!was) return null;
  return {
    type: 'DELETED',
    object: { ...before, metadata: { ...metadataOf(before), resourceVersion: String(revision) } },
  };
}
