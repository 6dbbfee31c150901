import { asObject, DIRECTIVE, isDraftObject, keyOf, PatchProblem, same, type Draft } from './patch-values.ts';

/** Elements are the same when their merge keys are, or, without one, when they are equal scalars. */
function matches(left: Draft, right: Draft, mergeKey: string): boolean {
  return mergeKey === '' ? same(left, right) : same(keyOf(left, mergeKey), keyOf(right, mergeKey));
}

function place(list: readonly Draft[], item: Draft, mergeKey: string): number {
  return list.findIndex((candidate) => matches(candidate, item, mergeKey));
}

export function isDeletion(item: Draft): boolean {
  return isDraftObject(item) && item[DIRECTIVE] === 'delete';
}

/** Splits by whether an element is in `by`. */
export function partition(list: readonly Draft[], by: readonly Draft[], mergeKey: string): [Draft[], Draft[]] {
  const inside: Draft[] = [];
  const outside: Draft[] = [];
  for (const item of list) (place(by, item, mergeKey) >= 0 ? inside : outside).push(item);
  return [inside, outside];
}

/**
 * Sorts by the places in `order`; deletions go to the end. Upstream's comparison is not an order for elements that
 * `order` lacks, so its insertion sort is modelled, not only its result. Models normalizeSliceOrder.
 */
export function sortByOrder(list: readonly Draft[], order: readonly Draft[], mergeKey: string): Draft[] {
  const sorted = list.filter((item) => !isDeletion(item));
  const before = (left: Draft, right: Draft): boolean => {
    const first = place(order, left, mergeKey);
    const second = place(order, right, mergeKey);
    return first >= 0 && second >= 0 ? first < second : true;
  };
  for (let end = 1; end < sorted.length; end += 1) {
    for (let at = end; at > 0; at -= 1) {
      const left = sorted[at - 1] ?? null;
      const right = sorted[at] ?? null;
      if (!before(right, left)) break;
      sorted[at - 1] = right;
      sorted[at] = left;
    }
  }
  return [...sorted, ...list.filter(isDeletion)];
}

/** Puts what only the server has between what the patch orders, as the server had it. Models normalizeElementOrder. */
export function enforceOrder(
  ordered: { readonly items: readonly Draft[]; readonly order: readonly Draft[] },
  server: { readonly items: readonly Draft[]; readonly order: readonly Draft[] },
  mergeKey: string,
): Draft[] {
  const patch = sortByOrder(ordered.items, ordered.order, mergeKey);
  const own = sortByOrder(server.items, server.order, mergeKey);
  const result: Draft[] = [];
  while (own.length > 0 && patch.length > 0) {
    const first = place(server.order, own[0] ?? null, mergeKey);
    const second = place(server.order, patch[0] ?? null, mergeKey);
    const next = first >= 0 && second >= 0 && first < second ? own.shift() : patch.shift();
    result.push(next ?? null);
  }
  return [...result, ...own, ...patch];
}

/** The elements of the patch must come in the order that the directive gives. Models validatePatchWithSetOrderList. */
export function checkOrder(patch: readonly Draft[], order: readonly Draft[], mergeKey: string): void {
  const wanted = mergeKey === '' ? patch : patch.filter((item) => !isDeletion(asObject(item, 'an element')));
  let found = 0;
  for (const item of order) {
    const next = wanted[found];
    if (next !== undefined && matches(next, item, mergeKey)) found += 1;
  }
  if (found < wanted.length) throw new PatchProblem("The order in patch list doesn't match $setElementOrder list");
}
