import type { Range, Utf16 } from './units';

/** A test whether a range overlaps none of the given ones. They may nest: how far those in front reach is kept for each. */
export function freeOf(taken: readonly Range<Utf16>[]): (wanted: Range<Utf16>) => boolean {
  const sorted = [...taken].sort((a, b) => a.start - b.start);
  let reach = 0;
  const reaches = sorted.map(({ end }) => (reach = Math.max(reach, end)));
  return (wanted) => (reaches[firstFrom(sorted, wanted.end) - 1] ?? 0) <= wanted.start;
}

function firstFrom(sorted: readonly Range<Utf16>[], start: number): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((sorted[middle] as Range<Utf16>).start < start) low = middle + 1;
    else high = middle;
  }
  return low;
}
