import { entries } from '../gazetteers/entries';
import type { SegmentedBlock } from '../segmentedBlock';

/** The last word of a name and where it stands (UTF-16 units of the block). */
export interface Head {
  readonly head: string;
  readonly start: number;
  readonly end: number;
}

/** The nouns that names of a kind end with (公司, 大学; 产业园, 大桥). */
export class HeadNouns {
  readonly #nouns: ReadonlySet<string>;
  readonly #lastCharacters: ReadonlySet<string>;
  readonly #longest: number;

  constructor(...lists: readonly string[]) {
    const nouns = lists.flatMap(entries);
    this.#nouns = new Set(nouns);
    this.#lastCharacters = new Set(nouns.map((noun) => noun.slice(-1)));
    this.#longest = Math.max(...nouns.map(({ length }) => length));
  }

  /** The heads of a block, of several at one place the longest; a head ends where a word ends. */
  *in(block: SegmentedBlock): Generator<Head> {
    const { text } = block;
    for (const { end } of block.tokens) {
      if (!this.#lastCharacters.has(text[end - 1] ?? '')) continue;
      for (let start = Math.max(0, end - this.#longest); start < end; start++) {
        const head = text.slice(start, end);
        if (!this.#nouns.has(head)) continue;
        yield { head, start, end };
        break;
      }
    }
  }
}
