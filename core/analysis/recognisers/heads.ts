import { Endings } from '../gazetteers/endings';
import type { SegmentedBlock } from '../segmentedBlock';

/** The last word of a name and where it stands (UTF-16 units of the block). */
export interface Head {
  readonly head: string;
  readonly start: number;
  readonly end: number;
}

/** The nouns that names of a kind end with (公司, 大学; 产业园, 大桥). */
export class HeadNouns {
  readonly #nouns: Endings;

  constructor(...lists: readonly string[]) {
    this.#nouns = new Endings(...lists);
  }

  /** The heads of a block, of several at one place the longest; a head ends where a word ends. */
  in(block: SegmentedBlock): readonly Head[] {
    const heads: Head[] = [];
    for (const { end } of block.tokens) {
      const length = this.#nouns.longestAt(block, end);
      if (length > 0) heads.push({ head: block.text.slice(end - length, end), start: end - length, end });
    }
    return heads;
  }
}
