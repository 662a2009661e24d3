import type { SegmentedBlock } from '../segmentedBlock';

/** The last word of a name and where it stands (UTF-16 units of the block). */
export interface Head {
  readonly head: string;
  readonly start: number;
  readonly end: number;
}

/** The words of a block that end with one of `heads`, the longest head of each; heads end where a word ends. */
export function* headsIn(block: SegmentedBlock, heads: ReadonlySet<string>): Generator<Head> {
  for (const { end } of block.tokens) {
    for (let length = LONGEST_HEAD; length > 0; length--) {
      const head = block.text.slice(Math.max(0, end - length), end);
      if (head.length !== length || !heads.has(head)) continue;
      yield { head, start: end - length, end };
      break;
    }
  }
}

/** No head of the gazetteers is longer (UTF-16 units). */
const LONGEST_HEAD = 8;
