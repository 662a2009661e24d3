/** How one list becomes another: `items` in the place of `count` elements from `start` on. */
export interface Splice<Item> {
  readonly start: number;
  readonly count: number;
  readonly items: readonly Item[];
}

/** The shortest splice that makes `before` to `after`: what both begin and end with, the same objects, stays. */
export function spliceBetween<Item>(before: readonly Item[], after: readonly Item[]): Splice<Item> {
  const shorter = Math.min(before.length, after.length);
  let start = 0;
  while (start < shorter && before[start] === after[start]) start++;
  let same = 0;
  while (same < shorter - start && before[before.length - 1 - same] === after[after.length - 1 - same]) same++;
  return { start, count: before.length - same - start, items: after.slice(start, after.length - same) };
}
