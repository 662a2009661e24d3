/**
 * The candidate that a word was probably meant for: one that it begins, or one that differs by a slip or two of the keyboard
 * (an optimal string alignment distance of 1, or 2 in words of six letters and more). Undefined where none is near.
 */
export function likelyMeant(word: string, candidates: readonly string[]): string | undefined {
  const wanted = word.toLowerCase();
  const near = candidates
    .map((candidate) => ({ candidate, slips: slipsBetween(wanted, candidate.toLowerCase()) }))
    .filter(({ slips }) => slips <= slipsIn(wanted))
    .sort((a, b) => a.slips - b.slips);
  return near[0]?.candidate ?? candidates.find((candidate) => isBeginning(wanted, candidate.toLowerCase()));
}

const SHORTEST_BEGINNING = 3;

const isBeginning = (word: string, candidate: string): boolean =>
  word.length >= SHORTEST_BEGINNING && candidate.startsWith(word);

const slipsIn = (word: string): number => (word.length >= 6 ? 2 : word.length >= 3 ? 1 : 0);

const FAR = 3;

/** How many characters must be added, removed, replaced or swapped with their neighbour; at most {@link FAR}. */
function slipsBetween(a: string, b: string): number {
  if (Math.abs(a.length - b.length) >= FAR) return FAR;
  let beforeLast: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, column) => column);
  for (let row = 1; row <= a.length; row++) {
    const current = [row];
    for (let column = 1; column <= b.length; column++) {
      const isSame = a[row - 1] === b[column - 1];
      const isSwapped = row > 1 && column > 1 && a[row - 1] === b[column - 2] && a[row - 2] === b[column - 1];
      current.push(
        Math.min(
          at(last, column) + 1,
          at(current, column - 1) + 1,
          at(last, column - 1) + (isSame ? 0 : 1),
          isSwapped ? at(beforeLast, column - 2) + 1 : FAR,
        ),
      );
    }
    beforeLast = last;
    last = current;
  }
  return Math.min(at(last, b.length), FAR);
}

const at = (row: readonly number[], column: number): number => row[column] ?? FAR;
