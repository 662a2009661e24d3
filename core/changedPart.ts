/** What two sequences do not share between their common beginning and their common end; offsets count elements. */
export interface ChangedPart {
  readonly start: number;
  readonly endBefore: number;
  readonly endAfter: number;
}

/** The one part that must be replaced to turn `before` into `after`. Equal sequences give an empty part at their end. */
export function changedPart<Element>(before: ArrayLike<Element>, after: ArrayLike<Element>): ChangedPart {
  const shorter = Math.min(before.length, after.length);
  let start = 0;
  while (start < shorter && before[start] === after[start]) start++;
  let tail = 0;
  while (tail < shorter - start && before[before.length - 1 - tail] === after[after.length - 1 - tail]) tail++;
  return { start, endBefore: before.length - tail, endAfter: after.length - tail };
}
