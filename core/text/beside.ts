/**
 * The index of the start that comes next in the given direction, seen from an offset; behind the last comes the first.
 * Starts are ascending and differ. -1 where there are none.
 */
export function startBeside(starts: readonly number[], offset: number, direction: 'next' | 'previous'): number {
  if (direction === 'next') {
    const next = starts.findIndex((start) => start > offset);
    return next === -1 ? Math.min(0, starts.length - 1) : next;
  }
  const previous = starts.findLastIndex((start) => start < offset);
  return previous === -1 ? starts.length - 1 : previous;
}
