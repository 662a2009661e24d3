import { CharacterTrie } from './characterTrie';

type Entry<Value> = readonly [phrase: string, value: Value];

/** Finds the phrases of a gazetteer in a text; longer phrases come first. Offsets are UTF-16 units. */
export class PhraseIndex<Value> {
  readonly #trie: CharacterTrie;
  /** For each node the entry of the phrase that ends there. */
  readonly #entryAt: (Entry<Value> | undefined)[] = [undefined];
  /** For each code unit where phrases have it ({@link FIRST}, {@link SECOND}, {@link ALONE}). */
  readonly #placesOf = new Uint8Array(0x10000);

  /** A later value of the same phrase is ignored. */
  constructor(phrases: Iterable<Entry<Value>>) {
    const entries = [...phrases].filter(([phrase]) => phrase !== '');
    this.#trie = new CharacterTrie(entries.reduce((units, [phrase]) => units + phrase.length, 0));
    for (const entry of entries) {
      this.#mark(entry[0]);
      const node = this.#trie.add(entry[0]);
      while (this.#entryAt.length <= node) this.#entryAt.push(undefined);
      this.#entryAt[node] ??= entry;
    }
  }

  #mark(phrase: string): void {
    this.#add(phrase.charCodeAt(0), phrase.length === 1 ? ALONE : FIRST);
    if (phrase.length > 1) this.#add(phrase.charCodeAt(1), SECOND);
  }

  #add(code: number, place: number): void {
    this.#placesOf[code] = (this.#placesOf[code] as number) | place;
  }

  /** The next offset from `offset` on where a phrase may start; the length of the text where there is none. */
  nextIn(codes: Uint16Array, offset: number): number {
    let at = offset;
    while (at < codes.length && !this.mayStartAt(codes, at)) at++;
    return at;
  }

  /** Tells most offsets where no phrase starts, by two characters. */
  mayStartAt(codes: Uint16Array, offset: number): boolean {
    const first = this.#placesOf[codes[offset] as number] as number;
    if (first < FIRST) return false;
    return first >= ALONE || ((this.#placesOf[codes[offset + 1] as number] as number) & SECOND) !== 0;
  }

  get(phrase: string): Value | undefined {
    const entry = this.longestAt(phrase, 0);
    return entry?.[0].length === phrase.length ? entry[1] : undefined;
  }

  /** The phrases that start at `offset`, longest first. */
  allAt(text: string, offset: number): readonly Entry<Value>[] {
    let found = NONE;
    let node: number = CharacterTrie.ROOT;
    for (let at = offset; at < text.length; at++) {
      node = this.#trie.next(node, text.charCodeAt(at));
      if (node === CharacterTrie.NONE) break;
      const entry = this.#entryAt[node];
      if (entry !== undefined) found = [entry, ...found];
    }
    return found as readonly Entry<Value>[];
  }

  longestAt(text: string, offset: number): Entry<Value> | undefined {
    let longest: Entry<Value> | undefined;
    let node: number = CharacterTrie.ROOT;
    for (let at = offset; at < text.length; at++) {
      node = this.#trie.next(node, text.charCodeAt(at));
      if (node === CharacterTrie.NONE) break;
      longest = this.#entryAt[node] ?? longest;
    }
    return longest;
  }
}

const NONE: readonly Entry<unknown>[] = [];

const SECOND = 1;
const FIRST = 2;
/** A phrase of this character alone. */
const ALONE = 4;
