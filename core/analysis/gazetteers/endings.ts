import type { CodedText } from '../patterns/codedText';
import { CharacterTrie } from './characterTrie';
import { entries } from './entries';

/** Finds the entries of a gazetteer by where they end in a text. */
export class Endings {
  readonly #trie: CharacterTrie;
  /** For each node whether an entry, read backwards, ends there. */
  readonly #isEntry: Uint8Array;
  /** For each code unit whether an entry ends with it. */
  readonly #isLast = new Uint8Array(0x10000);

  constructor(...lists: readonly string[]) {
    const found = lists.flatMap(entries);
    const units = found.reduce((sum, { length }) => sum + length, 0);
    this.#trie = new CharacterTrie(units);
    this.#isEntry = new Uint8Array(units + 1);
    for (const entry of found) {
      this.#isEntry[this.#trie.add(entry, true)] = 1;
      this.#isLast[entry.charCodeAt(entry.length - 1)] = 1;
    }
  }

  /** UTF-16 units of the longest entry that ends at `end` and starts at `from` or behind it; 0 where there is none. */
  longestAt({ codes }: CodedText, end: number, from = 0): number {
    if (this.#isLast[codes[end - 1] as number] !== 1) return 0;
    let length = 0;
    let node: number = CharacterTrie.ROOT;
    for (let at = end - 1; at >= from; at--) {
      node = this.#trie.next(node, codes[at] as number);
      if (node === CharacterTrie.NONE) break;
      if (this.#isEntry[node] === 1) length = end - at;
    }
    return length;
  }
}
