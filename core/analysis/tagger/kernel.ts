import { KERNEL } from './kernelBytes';
import { LANES, mayMeet, mayStandLast, NEIGHBOURS, tagOfNeighbour } from './lanes';
import { growTo, loadTables, ROOM_BYTES, type ModelScores } from './scoreTables';
import { BEGIN, END, INSIDE, SINGLE } from './tagSet';
import { MOST_FEATURES } from './templates';
import { atob, WebAssembly } from './webAssembly';

/** UTF-16 units that can be decoded at once. */
export const LONGEST_SENTENCE = 2000;

/** Characters whose features are written before their scores are summed. */
export const CHARACTERS_AT_ONCE = 64;

/** Less than any sum of scores, and far enough from the smallest number for as many of them as a sentence has units. */
export const NEVER = -1e30;

/**
 * `kernel.wat` and its memory: sums the scores of features, and finds the best well-formed sequence of tags. Sums have 16
 * bits, which is more than the features of one character can reach. A kernel without scores decodes only.
 */
export class Kernel {
  /** Where the features of up to {@link CHARACTERS_AT_ONCE} characters are written, one behind the other … */
  readonly features: Int32Array;
  /** … and for each of these where its features end. */
  readonly featureEnds: Int32Array;
  /** `LANES` scores for each character of a sentence. */
  readonly emissions: Float32Array;
  readonly #meetings: Float32Array;
  readonly #ends: Float32Array;
  readonly #traces: Uint8Array;
  readonly #add: (count: number, from: number) => void;
  readonly #decode: (length: number) => void;

  /** Throws an error for a model whose parts do not fit together. */
  constructor(model: ModelScores = NO_SCORES) {
    const kernel = new WebAssembly.Instance(new WebAssembly.Module(bytesOf(KERNEL))).exports;
    let end = 0;
    const reserve = (bytes: number): number => {
      const start = end;
      end = (end + bytes + 63) & ~63;
      return start;
    };
    const features = reserve(4 * MOST_FEATURES * CHARACTERS_AT_ONCE);
    const featureEnds = reserve(4 * CHARACTERS_AT_ONCE);
    const sums = reserve(2 * LANES);
    const meetings = reserve(4 * NEIGHBOURS * NEIGHBOURS);
    const ends = reserve(4 * NEIGHBOURS);
    const traces = reserve(TRACE * LONGEST_SENTENCE);
    const emissions = reserve(Math.max(4 * LANES * LONGEST_SENTENCE, ROOM_BYTES));
    growTo(kernel, end);
    const { isKnown, slots, mask, lanes, scores, whole } = loadTables(kernel, model, end, emissions);
    const { buffer } = kernel.memory;
    this.features = new Int32Array(buffer, features, MOST_FEATURES * CHARACTERS_AT_ONCE);
    this.featureEnds = new Int32Array(buffer, featureEnds, CHARACTERS_AT_ONCE);
    this.emissions = new Float32Array(buffer, emissions, LANES * LONGEST_SENTENCE);
    this.#meetings = new Float32Array(buffer, meetings, NEIGHBOURS * NEIGHBOURS);
    this.#ends = new Float32Array(buffer, ends, NEIGHBOURS);
    this.#traces = new Uint8Array(buffer, traces, TRACE * LONGEST_SENTENCE);
    this.#add = (count, from) => {
      const rows = emissions + 4 * LANES * from;
      kernel.add(features, featureEnds, count, rows, sums, isKnown, slots, mask, lanes, scores, whole);
    };
    this.#decode = (length) => kernel.decode(emissions, length, meetings, ends, traces);
  }

  /** Sums the scores of `features`, which are those of `count` characters, into the emissions of these, from `from` on. */
  sum(count: number, from: number): void {
    this.#add(count, from);
  }

  /** Takes the scores of neighbours that meet: see `meetingOf`. */
  setMeetings(scores: ArrayLike<number>): void {
    for (let place = 0; place < NEIGHBOURS * NEIGHBOURS; place++) {
      const isAllowed = mayMeet(Math.floor(place / NEIGHBOURS), place % NEIGHBOURS);
      this.#meetings[place] = isAllowed ? (scores[place] as number) : NEVER;
    }
  }

  /** Writes the best well-formed sequence of tags for `length` characters. Something outside stands before them. */
  decode(length: number, tags: Uint8Array): void {
    if (length === 0) return;
    this.#decode(length);
    let neighbour = this.#bestLast();
    let part = NO_PART;
    for (let at = length - 1; at >= 0; at--) {
      const trace = this.#traces[at * TRACE + neighbour] as number;
      if (part === NO_PART) part = (trace & IS_LONG) === 0 ? SINGLE : END;
      tags[at] = tagOfNeighbour(neighbour, part);
      if (part === BEGIN || part === SINGLE) {
        neighbour = trace & NEIGHBOUR_BEFORE;
        part = NO_PART;
      } else part = (trace & BEGAN_BEFORE) === 0 ? INSIDE : BEGIN;
    }
  }

  #bestLast(): number {
    let best = 0;
    for (let neighbour = 1; neighbour < NEIGHBOURS; neighbour++) {
      if (mayStandLast(neighbour) && (this.#ends[neighbour] as number) > (this.#ends[best] as number)) best = neighbour;
    }
    return best;
  }
}

function bytesOf(base64: string): Uint8Array {
  return Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
}

const NO_SCORES: ModelScores = {
  features: new Int32Array(0),
  sizes: new Uint8Array(0),
  tags: new Uint8Array(0),
  scores: new Int8Array(0),
};
/** Bytes of a trace, and what they say of each neighbour. */
const TRACE = 16;
const NEIGHBOUR_BEFORE = 15;
const BEGAN_BEFORE = 16;
const IS_LONG = 32;
/** The part of a span that ends where the next begins is yet to be found out. */
const NO_PART = -1;
if (NEIGHBOURS !== 12) throw new Error('kernel.wat is written for twelve neighbours');
