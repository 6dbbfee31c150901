import { canonicalJson } from '../kernel/canonical.ts';
import { VIEW_SECTIONS, type View, type ViewSection } from '../session/view.ts';
import type { ViewDelta } from './server-messages.ts';

type Keyed = Readonly<Record<string, unknown>>;

/** The difference of two views of the same viewer, in some or all sections: members set anew and keys gone. */
export function diffViews(
  before: View,
  after: View,
  sections: readonly ViewSection[] = VIEW_SECTIONS,
): Pick<ViewDelta, 'upsert' | 'remove'> {
  const upsert: Partial<Record<keyof View, Keyed>> = {};
  const remove: Partial<Record<keyof View, readonly string[]>> = {};
  for (const section of sections) {
    const change = diffSection(before[section], after[section]);
    if (change.upsert !== null) upsert[section] = change.upsert;
    if (change.remove.length > 0) remove[section] = change.remove;
  }
  return { upsert, remove };
}

/** The view after a delta; members that did not change keep their identity. */
export function applyDelta(view: View, delta: Pick<ViewDelta, 'upsert' | 'remove'>): View {
  const next: Record<string, Keyed> = { ...view };
  for (const section of VIEW_SECTIONS) {
    const upsert = delta.upsert[section];
    const remove = delta.remove[section];
    if (upsert === undefined && remove === undefined) continue;
    const members: Record<string, unknown> = { ...view[section], ...upsert };
    for (const key of remove ?? []) delete members[key];
    next[section] = members;
  }
  return next as unknown as View;
}

function diffSection(before: Keyed, after: Keyed): { upsert: Keyed | null; remove: string[] } {
  if (before === after) return { upsert: null, remove: [] };
  const upsert: Record<string, unknown> = {};
  let changed = false;
  for (const key of Object.keys(after)) {
    const left = before[key];
    const right = after[key];
    if (left === right) continue;
    if (left !== undefined && equalJson(left, right)) continue;
    upsert[key] = right;
    changed = true;
  }
  const remove = Object.keys(before).filter((key) => !(key in after));
  return { upsert: changed ? upsert : null, remove };
}

/** Made by one function in one order, equal members nearly always have the same text; only the others are sorted. */
function equalJson(left: unknown, right: unknown): boolean {
  return JSON.stringify(left) === JSON.stringify(right) || canonicalJson(left) === canonicalJson(right);
}
