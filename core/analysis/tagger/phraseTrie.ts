import { CharacterTrie } from '../gazetteers/characterTrie';

/** Phrases with classes (bits), walked character by character. */
export class PhraseTrie {
  readonly #trie: CharacterTrie;
  readonly #classes: Int32Array;

  /** Phrases are UTF-16 code units; a phrase that comes twice has the classes of both. */
  constructor(phrases: Iterable<readonly [phrase: string, classes: number]>) {
    const list = [...phrases];
    const units = list.reduce((sum, [phrase]) => sum + phrase.length, 0);
    this.#trie = new CharacterTrie(units);
    this.#classes = new Int32Array(units + 1);
    for (const [phrase, classes] of list) {
      const node = this.#trie.add(phrase);
      this.#classes[node] = (this.#classes[node] as number) | classes;
    }
  }

  /** The node behind `node` along a code unit, or `NO_NODE`. */
  next(node: number, code: number): number {
    return this.#trie.next(node, code);
  }

  /** For each code unit the node behind the root, for tries that are walked very often (256 KB). */
  openings(): Int32Array {
    return Int32Array.from({ length: 0x10000 }, (_, code) => this.#trie.next(ROOT, code));
  }

  /** The classes of the phrase that ends at a node; 0 where none ends. */
  classesOf(node: number): number {
    return this.#classes[node] as number;
  }
}

export const { ROOT, NONE: NO_NODE } = CharacterTrie;
