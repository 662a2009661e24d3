/** Where a suggestion stands in the order of certainty; offsets are UTF-16 units of the canonical text. */
export interface Ranked {
  readonly confidence: number;
  readonly start: number;
  readonly end: number;
}

/** The least sure first; equally sure ones in the order of the text, longer first. */
export function compareCertainty(a: Ranked, b: Ranked): number {
  return a.confidence - b.confidence || a.start - b.start || b.end - a.end;
}

/**
 * The suggestion that is visited after (or before) another in the order of certainty; beyond the last one begins again.
 * `from` need not be among them any more: it may have been decided meanwhile. Without it, the first (or last). Undefined
 * where there is none.
 */
export function besideInCertainty<Item extends Ranked>(
  suggestions: readonly Item[],
  direction: 'next' | 'previous',
  from?: Ranked,
): Item | undefined {
  const sorted = suggestions.toSorted(compareCertainty);
  if (direction === 'next') return (from && sorted.find((other) => compareCertainty(other, from) > 0)) ?? sorted[0];
  return (from && sorted.findLast((other) => compareCertainty(other, from) < 0)) ?? sorted.at(-1);
}
