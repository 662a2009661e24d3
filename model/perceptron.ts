import { addAt } from '../core/analysis/tagger/addAt';
import { Kernel, NEVER } from '../core/analysis/tagger/kernel';
import { LANE_OF_TAG, LANES, meetingOf, NEIGHBOURS } from '../core/analysis/tagger/lanes';
import { TAGS } from '../core/analysis/tagger/tagSet';

/** A sentence to learn from. */
export interface Example {
  /** Characters (UTF-16 units). */
  readonly length: number;
  /** The features of all characters, one behind the other. */
  readonly features: Int32Array;
  /** Where the features of each character begin; one more than characters. */
  readonly starts: Uint32Array;
  readonly truth: Truth;
}

/** The right tags; or, where the corpus knows a part of the labels only, which tags may stand (`TAGS` for each character). */
export type Truth = { readonly tags: Uint8Array } | { readonly allowed: Uint8Array };

/** Weights of the features and of the meetings of neighbours. */
export interface Weights {
  /** Features that have weights. */
  readonly features: Int32Array;
  /** `TAGS` weights for each feature. */
  readonly weights: Float32Array;
  /** Of neighbours, from and to. */
  readonly meetings: Float64Array;
}

/** Weights of one feature, padded so that rows do not share cache lines more than they must. */
const STRIDE = 48;

/**
 * The averaged structured perceptron (Collins 2002) over hashed features, with a margin: while it learns, each wrong
 * tag gets `margin` points of advance. A feature gets a row of weights when it first takes part in an error.
 */
export class Perceptron {
  readonly #margin: number;
  #keys = new Int32Array(1 << 21);
  #rows = new Int32Array(1 << 21);
  #mask = this.#keys.length - 1;
  #weights = new Float32Array((1 << 19) * STRIDE);
  /** Weights times the step at which they changed: their average is weight - sum / steps. */
  #sums = new Float32Array(this.#weights.length);
  #used = 1;
  readonly #meetings = new Float64Array(NEIGHBOURS * NEIGHBOURS);
  readonly #meetingSums = new Float64Array(NEIGHBOURS * NEIGHBOURS);
  #steps = 1;
  #emissions = new Float64Array(0);
  readonly #kernel = new Kernel();

  constructor(margin: number) {
    this.#margin = margin;
  }

  /** Learns from one example; returns whether it was wrong. */
  learn(example: Example): boolean {
    const { length, truth } = example;
    this.#steps++;
    this.#emit(example);
    const right = 'tags' in truth ? truth.tags : this.#bestAllowed(truth.allowed, length);
    const emissions = this.#emissions;
    for (let at = 0; at < length; at++) {
      for (let tag = 0; tag < TAGS; tag++) if (tag !== right[at]) addAt(emissions, at * TAGS + tag, this.#margin);
    }
    const guess = this.#decode(emissions, length);
    let isWrong = false;
    for (let at = 0; at < length; at++) {
      const wanted = right[at] as number;
      const got = guess[at] as number;
      const wantedBefore = at > 0 ? (right[at - 1] as number) : 0;
      const gotBefore = at > 0 ? (guess[at - 1] as number) : 0;
      if (wanted !== got) {
        isWrong = true;
        this.#correct(example, at, wanted, got);
      }
      if (wanted !== got || wantedBefore !== gotBefore) {
        this.#meet(meetingOf(wantedBefore, wanted), 1);
        this.#meet(meetingOf(gotBefore, got), -1);
      }
    }
    return isWrong;
  }

  /** The averaged weights so far. */
  averaged(): Weights {
    const features = new Int32Array(this.#used - 1);
    for (let slot = 0; slot <= this.#mask; slot++) {
      const key = this.#keys[slot] as number;
      if (key !== 0) features[(this.#rows[slot] as number) - 1] = key;
    }
    const weights = new Float32Array(features.length * TAGS);
    for (let index = 0; index < features.length; index++) {
      const row = (index + 1) * STRIDE;
      for (let tag = 0; tag < TAGS; tag++) {
        weights[index * TAGS + tag] =
          (this.#weights[row + tag] as number) - (this.#sums[row + tag] as number) / this.#steps;
      }
    }
    const meetings = this.#meetings.map((weight, index) => weight - (this.#meetingSums[index] as number) / this.#steps);
    return { features, weights, meetings };
  }

  #correct({ features, starts }: Example, at: number, wanted: number, got: number): void {
    for (let index = starts[at] as number; index < (starts[at + 1] as number); index++) {
      const row = this.#rowOf(features[index] as number) * STRIDE;
      addAt(this.#weights, row + wanted, 1);
      addAt(this.#weights, row + got, -1);
      addAt(this.#sums, row + wanted, this.#steps);
      addAt(this.#sums, row + got, -this.#steps);
    }
  }

  #meet(pair: number, change: number): void {
    if (pair === -1) return;
    addAt(this.#meetings, pair, change);
    addAt(this.#meetingSums, pair, change * this.#steps);
  }

  #bestAllowed(allowed: Uint8Array, length: number): Uint8Array {
    const emissions = this.#emissions.slice(0, length * TAGS);
    for (let index = 0; index < emissions.length; index++) if (allowed[index] === 0) emissions[index] = NEVER;
    return this.#decode(emissions, length);
  }

  #decode(emissions: Float64Array, length: number): Uint8Array {
    for (let at = 0; at < length; at++) {
      for (let tag = 0; tag < TAGS; tag++)
        this.#kernel.emissions[at * LANES + (LANE_OF_TAG[tag] as number)] = emissions[at * TAGS + tag] as number;
    }
    this.#kernel.setMeetings(this.#meetings);
    const tags = new Uint8Array(length);
    this.#kernel.decode(length, tags);
    return tags;
  }

  #emit({ length, features, starts }: Example): void {
    if (this.#emissions.length < length * TAGS) this.#emissions = new Float64Array(length * TAGS * 2);
    const emissions = this.#emissions.fill(0, 0, length * TAGS);
    const keys = this.#keys;
    const weights = this.#weights;
    for (let at = 0; at < length; at++) {
      const out = at * TAGS;
      for (let index = starts[at] as number; index < (starts[at + 1] as number); index++) {
        const slot = this.#slotOf(features[index] as number);
        if (keys[slot] === 0) continue;
        const row = (this.#rows[slot] as number) * STRIDE;
        for (let tag = 0; tag < TAGS; tag++) addAt(emissions, out + tag, weights[row + tag] as number);
      }
    }
  }

  /** The slot of a feature, or the free one where it belongs. */
  #slotOf(feature: number): number {
    let slot = feature & this.#mask;
    for (let key = this.#keys[slot]; key !== 0 && key !== feature; key = this.#keys[slot])
      slot = (slot + 1) & this.#mask;
    return slot;
  }

  #rowOf(feature: number): number {
    const slot = this.#slotOf(feature);
    if (this.#keys[slot] === feature) return this.#rows[slot] as number;
    if ((this.#used + 1) * STRIDE > this.#weights.length) {
      this.#weights = doubled(this.#weights);
      this.#sums = doubled(this.#sums);
    }
    const row = this.#used++;
    this.#keys[slot] = feature;
    this.#rows[slot] = row;
    if (this.#used * 2 > this.#mask) this.#spread();
    return row;
  }

  /** Doubles the table of features. */
  #spread(): void {
    const keys = this.#keys;
    const rows = this.#rows;
    this.#mask = keys.length * 2 - 1;
    this.#keys = new Int32Array(keys.length * 2);
    this.#rows = new Int32Array(keys.length * 2);
    for (const [old, key] of keys.entries()) {
      if (key === 0) continue;
      const slot = this.#slotOf(key);
      this.#keys[slot] = key;
      this.#rows[slot] = rows[old] as number;
    }
  }
}

function doubled(array: Float32Array): Float32Array<ArrayBuffer> {
  const larger = new Float32Array(array.length * 2);
  larger.set(array);
  return larger;
}
