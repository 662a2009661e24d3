/**
 * Distributional classes of words: words that newspapers use alike share a class. Each word has a coarse class (low
 * byte) and a fine one (above it), both from 1; 0 is an unknown word.
 */
export class WordClasses {
  readonly #keys: Int32Array;
  readonly #classes: Uint16Array;
  readonly #mask: number;

  /** Hashes of normalised words and their classes, in the same order. */
  constructor(hashes: Int32Array, classes: Uint16Array) {
    const capacity = 2 ** Math.ceil(Math.log2(2 * hashes.length + 2));
    this.#mask = capacity - 1;
    this.#keys = new Int32Array(capacity);
    this.#classes = new Uint16Array(capacity);
    for (let index = 0; index < hashes.length; index++) {
      const hash = hashes[index] as number;
      let slot = hash & this.#mask;
      while (this.#keys[slot] !== 0 && this.#keys[slot] !== hash) slot = (slot + 1) & this.#mask;
      this.#keys[slot] = hash;
      this.#classes[slot] = classes[index] as number;
    }
  }

  get(hash: number): number {
    for (let slot = hash & this.#mask; ; slot = (slot + 1) & this.#mask) {
      const key = this.#keys[slot] as number;
      if (key === hash) return this.#classes[slot] as number;
      if (key === 0) return 0;
    }
  }
}

export const coarse = (classes: number): number => classes & 0x7f;
export const fine = (classes: number): number => classes >>> 7;
/** 64 coarse classes and 510 fine ones fit into 16 bits, each from 1. */
export const packed = (coarseClass: number, fineClass: number): number => (fineClass << 7) | coarseClass;
