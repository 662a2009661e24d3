import { addAt } from './addAt';
import { LANE_OF_TAG, LANES } from './lanes';
import type { TaggerModel } from './model';

/**
 * The scores of a model by feature, as `kernel.wat` reads them. Rows of features that speak for many tags are kept
 * whole, of the others only the tags that count.
 */
export interface ScoreTables {
  readonly isKnown: Uint8Array;
  readonly slots: Int32Array;
  readonly parts: Int32Array;
  readonly whole: Int16Array;
}

export function scoreTables({ features, sizes, tags, scores }: TaggerModel): ScoreTables {
  const slots = new Int32Array(2 ** Math.ceil(Math.log2(1.5 * features.length + 2)) * 2);
  const isKnown = new Uint8Array(KNOWN_BITS / 8);
  const parts = new Int32Array(scores.length);
  const wholeRows = sizes.reduce((rows, size) => rows + (size >= WHOLE ? 1 : 0), 0);
  const whole = new Int16Array(wholeRows * LANES);
  let start = 0;
  let wholeRow = 0;
  for (let index = 0; index < features.length; index++) {
    const feature = features[index] as number;
    const size = sizes[index] as number;
    const isWhole = size >= WHOLE;
    for (let at = start; at < start + size; at++) {
      const lane = LANE_OF_TAG[tags[at] as number] as number;
      const score = scores[at] as number;
      if (isWhole) addAt(whole, wholeRow * LANES + lane, score);
      else parts[at] = score * 256 + lane;
    }
    insert(slots, feature, isWhole ? -1 - wholeRow : start * 256 + size);
    const bit = (feature >>> 10) & (KNOWN_BITS - 1);
    isKnown[bit >>> 3] = (isKnown[bit >>> 3] as number) | (1 << (bit & 7));
    if (isWhole) wholeRow++;
    start += size;
  }
  return { isKnown, slots, parts, whole };
}

function insert(slots: Int32Array, feature: number, entry: number): void {
  const mask = slots.length / 2 - 1;
  let slot = feature & mask;
  while (slots[slot * 2] !== 0) slot = (slot + 1) & mask;
  slots[slot * 2] = feature;
  slots[slot * 2 + 1] = entry;
}

/** Rows with so many scores are kept whole. */
const WHOLE = 6;
const KNOWN_BITS = 2 ** 22;
