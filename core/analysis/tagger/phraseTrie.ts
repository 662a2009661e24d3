/**
 * Phrases with classes (bits), walked character by character. The edges live in one open-addressing table of typed
 * arrays, so that a walk allocates nothing.
 */
export class PhraseTrie {
  readonly #parents: Int32Array;
  readonly #codes: Uint16Array;
  readonly #children: Int32Array;
  readonly #mask: number;
  readonly #classes: Int32Array;
  #nodes = 1;

  /** Phrases are UTF-16 code units; a phrase that comes twice has the classes of both. */
  constructor(phrases: Iterable<readonly [phrase: string, classes: number]>) {
    const list = [...phrases];
    const edges = list.reduce((sum, [phrase]) => sum + phrase.length, 0);
    const capacity = 2 ** Math.ceil(Math.log2(2 * edges + 2));
    this.#mask = capacity - 1;
    this.#parents = new Int32Array(capacity).fill(NO_NODE);
    this.#codes = new Uint16Array(capacity);
    this.#children = new Int32Array(capacity);
    this.#classes = new Int32Array(edges + 1);
    for (const [phrase, classes] of list) this.#add(phrase, classes);
  }

  /** The node behind `node` along a code unit, or `NO_NODE`. */
  next(node: number, code: number): number {
    for (let slot = this.#slot(node, code); ; slot = (slot + 1) & this.#mask) {
      const parent = this.#parents[slot] as number;
      if (parent === NO_NODE) return NO_NODE;
      if (parent === node && this.#codes[slot] === code) return this.#children[slot] as number;
    }
  }

  /** The classes of the phrase that ends at a node; 0 where none ends. */
  classesOf(node: number): number {
    return this.#classes[node] as number;
  }

  #slot(node: number, code: number): number {
    return ((Math.imul(node, 0x9e3779b1) ^ Math.imul(code, 0x85ebca6b)) >>> 9) & this.#mask;
  }

  #add(phrase: string, classes: number): void {
    let node = ROOT;
    for (let at = 0; at < phrase.length; at++) {
      const code = phrase.charCodeAt(at);
      const known = this.next(node, code);
      node = known === NO_NODE ? this.#grow(node, code) : known;
    }
    this.#classes[node] = (this.#classes[node] as number) | classes;
  }

  #grow(parent: number, code: number): number {
    let slot = this.#slot(parent, code);
    while (this.#parents[slot] !== NO_NODE) slot = (slot + 1) & this.#mask;
    this.#parents[slot] = parent;
    this.#codes[slot] = code;
    this.#children[slot] = this.#nodes;
    return this.#nodes++;
  }
}

export const ROOT = 0;
export const NO_NODE = -1;
