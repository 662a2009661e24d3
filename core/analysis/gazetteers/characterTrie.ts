/** Phrases as paths of code units. The edges stand in one open-addressing table, so that a walk allocates nothing. */
export class CharacterTrie {
  static readonly ROOT = 0;
  /** No node. */
  static readonly NONE = 0;

  /** Edges: node they leave, code unit, node they reach ({@link NONE} in a free slot). */
  readonly #from: Int32Array;
  readonly #codes: Uint16Array;
  readonly #to: Int32Array;
  readonly #mask: number;
  #nodes = 1;

  /** `units`: code units that all phrases together have at most. */
  constructor(units: number) {
    const capacity = 2 ** Math.ceil(Math.log2(2 * units + 2));
    this.#from = new Int32Array(capacity);
    this.#codes = new Uint16Array(capacity);
    this.#to = new Int32Array(capacity);
    this.#mask = capacity - 1;
  }

  /** The node behind `node` along a code unit, or {@link NONE}. */
  next(node: number, code: number): number {
    return this.#to[this.#slot(node, code)] as number;
  }

  /** The node that a phrase ends at, walked from its start or, `backwards`, from its end; it is made where it is new. */
  add(phrase: string, backwards = false): number {
    let node: number = CharacterTrie.ROOT;
    for (let step = 0; step < phrase.length; step++) {
      const code = phrase.charCodeAt(backwards ? phrase.length - 1 - step : step);
      const slot = this.#slot(node, code);
      if (this.#to[slot] === CharacterTrie.NONE) {
        this.#from[slot] = node;
        this.#codes[slot] = code;
        this.#to[slot] = this.#nodes++;
      }
      node = this.#to[slot] as number;
    }
    return node;
  }

  /** The slot of an edge, or the free one where it belongs; less than half of the slots are taken. */
  #slot(node: number, code: number): number {
    let slot = ((Math.imul(node, 0x9e3779b1) ^ Math.imul(code, 0x85ebca6b)) >>> 9) & this.#mask;
    while (this.#to[slot] !== CharacterTrie.NONE && (this.#codes[slot] !== code || this.#from[slot] !== node)) {
      slot = (slot + 1) & this.#mask;
    }
    return slot;
  }
}
