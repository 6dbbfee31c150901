import { VIEW_SECTIONS, type View, type ViewSection } from '../session/view.ts';
import type { ViewChange } from './server-messages.ts';
import { type Edits, edited, editsBetween } from './json-edits.ts';

type Keyed = Readonly<Record<string, unknown>>;

/**
 * The difference of two views of the same viewer, in some or all sections: members set anew, edits inside members,
 * and keys gone.
 */
export function diffViews<S extends ViewSection = ViewSection>(
  before: Pick<View, S>,
  after: Pick<View, S>,
  sections: readonly S[],
): ViewChange {
  const upsert: Partial<Record<ViewSection, Keyed>> = {};
  const patch: Partial<Record<ViewSection, Readonly<Record<string, Edits>>>> = {};
  const remove: Partial<Record<ViewSection, readonly string[]>> = {};
  for (const section of sections) {
    const change = diffSection(before[section], after[section]);
    if (change.upsert !== null) upsert[section] = change.upsert;
    if (change.patch !== null) patch[section] = change.patch;
    if (change.remove.length > 0) remove[section] = change.remove;
  }
  return { upsert, patch, remove };
}

/** The view after a delta; members that did not change keep their identity. */
export function applyDelta(view: View, delta: ViewChange): View {
  const next: Record<string, Keyed> = { ...view };
  for (const section of VIEW_SECTIONS) {
    const upsert = delta.upsert[section];
    const patch = delta.patch[section];
    const remove = delta.remove[section];
    if (upsert === undefined && patch === undefined && remove === undefined) continue;
    const members: Record<string, unknown> = { ...view[section], ...upsert };
    for (const [key, edits] of Object.entries(patch ?? {})) members[key] = edited(members[key], edits);
    for (const key of remove ?? []) delete members[key];
    next[section] = members;
  }
  return next as unknown as View;
}

interface SectionChange {
  readonly upsert: Keyed | null;
  readonly patch: Readonly<Record<string, Edits>> | null;
  readonly remove: readonly string[];
}

const UNCHANGED: SectionChange = { upsert: null, patch: null, remove: [] };

function diffSection(before: Keyed, after: Keyed): SectionChange {
  if (before === after) return UNCHANGED;
  const upsert: Record<string, unknown> = {};
  const patch: Record<string, Edits> = {};
  for (const key of Object.keys(after)) {
    const left = before[key];
    const right = after[key];
    if (left === right) continue;
    const edits = left === undefined ? null : editsBetween(left, right);
    if (edits === null) upsert[key] = right;
    else if (Object.keys(edits).length > 0) patch[key] = edits;
  }
  const remove = Object.keys(before).filter((key) => !(key in after));
  return { upsert: orNull(upsert), patch: orNull(patch), remove };
}

function orNull<T extends Keyed>(record: T): T | null {
  return Object.keys(record).length > 0 ? record : null;
}
