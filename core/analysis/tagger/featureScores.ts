import type { TaggerModel } from './model';
import { TAGS } from './tagSet';
import { MOST_FEATURES } from './templates';

/** Scores of two tags share a number: the even one in the low half, the odd one in the high half. */
export const PAIRS = (TAGS + 1) >> 1;

/**
 * The scores of a model by feature. Few features of a text decide much: rows of those that speak for many tags are
 * kept whole, of the others only the tags that count. Sums are kept in pairs of 16 bits, which is more than the
 * features of one character can reach.
 */
export class FeatureScores {
  /** A set of bits that fits into the processor's nearer memory turns unknown features away before the table. */
  readonly #isKnown = new Int32Array(KNOWN_BITS / 32);
  /** Open addressing; each slot holds a feature and its row. */
  readonly #slots: Int32Array;
  readonly #mask: number;
  /** Parts of sparse rows: a pair in the low bits, what to add to it above. */
  readonly #parts: Int32Array;
  /** Whole rows, `PAIRS` numbers each. */
  readonly #whole: Int32Array;
  readonly #known = new Int32Array(MOST_FEATURES + 1);
  readonly #rows = new Int32Array(MOST_FEATURES + 1);

  constructor({ features, sizes, tags, scores }: TaggerModel) {
    const capacity = 2 ** Math.ceil(Math.log2(1.5 * features.length + 2));
    this.#mask = capacity - 1;
    this.#slots = new Int32Array(capacity * 2);
    this.#parts = new Int32Array(scores.length);
    this.#whole = new Int32Array(sizes.reduce((sum, size) => sum + (size >= WHOLE ? PAIRS : 0), 0));
    let start = 0;
    let whole = 0;
    for (let index = 0; index < features.length; index++) {
      const feature = features[index] as number;
      const size = sizes[index] as number;
      for (let at = start; at < start + size; at++) {
        const tag = tags[at] as number;
        const value = (scores[at] as number) * ((tag & 1) === 1 ? HIGH : 1);
        if (size >= WHOLE) this.#whole[whole + (tag >> 1)]! += value;
        else this.#parts[at] = (value << PAIR_BITS) | (tag >> 1);
      }
      this.#insert(feature, size >= WHOLE ? -1 - whole : (start << SIZE_BITS) | size);
      if (size >= WHOLE) whole += PAIRS;
      start += size;
    }
  }

  #insert(feature: number, row: number): void {
    let slot = feature & this.#mask;
    while (this.#slots[slot * 2] !== 0) slot = (slot + 1) & this.#mask;
    this.#slots[slot * 2] = feature;
    this.#slots[slot * 2 + 1] = row;
    const bit = (feature >>> BIT_SHIFT) & (KNOWN_BITS - 1);
    this.#isKnown[bit >>> 5] = (this.#isKnown[bit >>> 5] as number) | (1 << (bit & 31));
  }

  /**
   * Adds the scores of the first `count` features to the `PAIRS` sums that start at `at`. It works in rounds over all
   * features, because loads that do not wait for each other run side by side.
   */
  addTo(sums: Int32Array, at: number, features: Int32Array, count: number): void {
    const found = this.#findRows(this.#keepKnown(features, count));
    for (let index = 0; index < found; index++) {
      const row = this.#rows[index] as number;
      if (row < 0) this.#addWhole(sums, at, -1 - row);
      else this.#addParts(sums, at, row >>> SIZE_BITS, row & (2 ** SIZE_BITS - 1));
    }
  }

  /** Keeps the features that may be known, without a branch that the processor would have to guess. */
  #keepKnown(features: Int32Array, count: number): number {
    const isKnown = this.#isKnown;
    const known = this.#known;
    let kept = 0;
    for (let index = 0; index < count; index++) {
      const feature = features[index] as number;
      const bit = (feature >>> BIT_SHIFT) & (KNOWN_BITS - 1);
      known[kept] = feature;
      kept += ((isKnown[bit >>> 5] as number) >>> (bit & 31)) & 1;
    }
    return kept;
  }

  /** Looks up the features that were kept; returns how many have a row. */
  #findRows(kept: number): number {
    const slots = this.#slots;
    const mask = this.#mask;
    const known = this.#known;
    const rows = this.#rows;
    let found = 0;
    for (let index = 0; index < kept; index++) {
      const feature = known[index] as number;
      let slot = feature & mask;
      let key = slots[slot * 2] as number;
      while (key !== feature && key !== 0) {
        slot = (slot + 1) & mask;
        key = slots[slot * 2] as number;
      }
      rows[found] = slots[slot * 2 + 1] as number;
      found += key === 0 ? 0 : 1;
    }
    return found;
  }

  #addWhole(sums: Int32Array, at: number, row: number): void {
    const whole = this.#whole;
    for (let pair = 0; pair < PAIRS; pair++) sums[at + pair] = (sums[at + pair] as number) + (whole[row + pair] as number);
  }

  #addParts(sums: Int32Array, at: number, start: number, size: number): void {
    const parts = this.#parts;
    for (let place = start; place < start + size; place++) {
      const part = parts[place] as number;
      const pair = at + (part & (2 ** PAIR_BITS - 1));
      sums[pair] = (sums[pair] as number) + (part >> PAIR_BITS);
    }
  }
}

/** Writes the `TAGS` scores that the `PAIRS` sums from `from` on hold. */
export function unpackScores(sums: Int32Array, from: number, scores: Int32Array, at: number): void {
  for (let pair = 0; pair < PAIRS; pair++) {
    const sum = sums[from + pair] as number;
    const low = (sum << 16) >> 16;
    scores[at + 2 * pair] = low;
    scores[at + 2 * pair + 1] = (sum - low) >> 16;
  }
}

/** Rows with so many scores are kept whole. */
const WHOLE = 9;
const HIGH = 2 ** 16;
/** A row has fewer than 2^8 parts, a model fewer than 2^23. */
const SIZE_BITS = 8;
const PAIR_BITS = 8;
/** Eight bits for each of half a million features: half a megabyte. */
const KNOWN_BITS = 2 ** 22;
/** The bits that tell known features are other ones than those that find the slot. */
const BIT_SHIFT = 10;
