import { addAt } from './addAt';
import { KERNEL } from './kernelBytes';
import type { TaggerModel } from './model';
import { TAGS } from './tagSet';
import { MOST_FEATURES } from './templates';
import { atob, WebAssembly } from './webAssembly';

/**
 * The scores of a model by feature. Rows of features that speak for many tags are kept whole, of the others only the tags
 * that count. Sums have 16 bits, which is more than the features of one character can reach. The work is done by
 * `kernel.wat`, in whose memory all tables lie.
 */
export class FeatureScores {
  /** Where the caller writes the features of a character. */
  readonly features: Int32Array;
  /** The score of each tag (`TAGS` of them) after `sum`. */
  readonly scores: Int16Array;
  readonly #sum: (count: number) => void;

  constructor(model: TaggerModel) {
    const tables = tablesOf(model);
    const instance = new WebAssembly.Instance(new WebAssembly.Module(bytesOf(KERNEL)));
    const { memory, add } = instance.exports;
    let end = 0;
    const reserve = (bytes: number): number => {
      const start = end;
      end = (end + bytes + 15) & ~15;
      return start;
    };
    const features = reserve(4 * MOST_FEATURES);
    const sums = reserve(2 * WHOLE_ROW);
    const isKnown = reserve(tables.isKnown.byteLength);
    const slots = reserve(tables.slots.byteLength);
    const parts = reserve(tables.parts.byteLength);
    const whole = reserve(tables.whole.byteLength);
    memory.grow(Math.ceil(end / PAGE));
    new Uint8Array(memory.buffer, isKnown).set(tables.isKnown);
    new Int32Array(memory.buffer, slots).set(tables.slots);
    new Int32Array(memory.buffer, parts).set(tables.parts);
    new Int16Array(memory.buffer, whole).set(tables.whole);
    this.features = new Int32Array(memory.buffer, features, MOST_FEATURES);
    this.scores = new Int16Array(memory.buffer, sums, TAGS);
    const mask = tables.slots.length / 2 - 1;
    this.#sum = (count) => add(features, count, sums, isKnown, slots, mask, parts, whole);
  }

  /** Sums the scores of the first `count` of `features` into `scores`. */
  sum(count: number): void {
    this.#sum(count);
  }
}

/** The tables as `kernel.wat` reads them. */
interface Tables {
  readonly isKnown: Uint8Array;
  readonly slots: Int32Array;
  readonly parts: Int32Array;
  readonly whole: Int16Array;
}

function tablesOf({ features, sizes, tags, scores }: TaggerModel): Tables {
  const slots = new Int32Array(2 ** Math.ceil(Math.log2(1.5 * features.length + 2)) * 2);
  const isKnown = new Uint8Array(KNOWN_BITS / 8);
  const parts = new Int32Array(scores.length);
  const wholeRows = sizes.reduce((rows, size) => rows + (size >= WHOLE ? 1 : 0), 0);
  const whole = new Int16Array(wholeRows * WHOLE_ROW);
  let start = 0;
  let wholeRow = 0;
  for (let index = 0; index < features.length; index++) {
    const feature = features[index] as number;
    const size = sizes[index] as number;
    const isWhole = size >= WHOLE;
    for (let at = start; at < start + size; at++) {
      const tag = tags[at] as number;
      const score = scores[at] as number;
      if (isWhole) addAt(whole, wholeRow * WHOLE_ROW + tag, score);
      else parts[at] = score * 256 + tag;
    }
    insert(slots, feature, isWhole ? -1 - wholeRow : start * 256 + size);
    const bit = (feature >>> 10) & (KNOWN_BITS - 1);
    isKnown[bit >>> 3] = (isKnown[bit >>> 3] as number) | (1 << (bit & 7));
    if (isWhole) wholeRow++;
    start += size;
  }
  return { isKnown, slots, parts, whole };
}

function insert(slots: Int32Array, feature: number, row: number): void {
  const mask = slots.length / 2 - 1;
  let slot = feature & mask;
  while (slots[slot * 2] !== 0) slot = (slot + 1) & mask;
  slots[slot * 2] = feature;
  slots[slot * 2 + 1] = row;
}

function bytesOf(base64: string): Uint8Array {
  return Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
}

/** Rows with so many scores are kept whole: `WHOLE_ROW` numbers, as many as fill vectors. */
const WHOLE = 6;
const WHOLE_ROW = 48;
if (TAGS > WHOLE_ROW) throw new Error('the rows of kernel.wat are too short');
const KNOWN_BITS = 2 ** 22;
const PAGE = 65536;
