import { LANE_OF_TAG, LANES } from './lanes';
import type { TaggerModel } from './model';
import type { KernelExports } from './webAssembly';

export type ModelScores = Pick<TaggerModel, 'features' | 'sizes' | 'tags' | 'scores'>;

/** Where the scores of a model by feature lie, as `kernel.wat` reads them: addresses, and the mask of the slots. */
export interface ScoreTables {
  readonly isKnown: number;
  readonly slots: number;
  readonly mask: number;
  readonly lanes: number;
  readonly scores: number;
  readonly whole: number;
}

/**
 * Puts the scores of a model into the memory of the kernel, from address `from` on, where nothing else may lie. At `room`
 * are {@link ROOM_BYTES} that are free meanwhile. Throws an error for a model whose parts do not fit together.
 */
export function loadTables(kernel: KernelExports, model: ModelScores, from: number, room: number): ScoreTables {
  const { memory, rows, fill } = kernel;
  const { features, sizes, tags } = model;
  const mask = slotMask(features.length);
  const isKnown = from;
  const slots = isKnown + KNOWN_BITS / 8;
  const lanes = slots + SLOT_BYTES * (mask + 1);
  const scores = lanes + tags.length;
  const whole = (scores + tags.length + 63) & ~63;
  const tables = { isKnown, slots, mask, lanes, scores, whole };
  const laneOfTag = room + FEATURES_AT_ONCE * (4 + 1);

  const pieces = Array.from({ length: Math.ceil(features.length / FEATURES_AT_ONCE) }, (_, piece) => ({
    features: features.subarray(piece * FEATURES_AT_ONCE, (piece + 1) * FEATURES_AT_ONCE),
    sizes: sizes.subarray(piece * FEATURES_AT_ONCE, (piece + 1) * FEATURES_AT_ONCE),
  }));
  const wholeRows = pieces.map((piece) => {
    new Uint8Array(memory.buffer, room).set(piece.sizes);
    return rows(room, piece.sizes.length);
  });
  growTo(kernel, whole + 2 * LANES * wholeRows.reduce((sum, count) => sum + count, 0));

  const bytes = new Uint8Array(memory.buffer);
  bytes.set(tags, lanes);
  new Int8Array(memory.buffer).set(model.scores, scores);
  bytes.fill(NO_LANE, laneOfTag, laneOfTag + 256).set(LANE_OF_TAG, laneOfTag);
  let [start, row] = [0, 0];
  for (const [index, piece] of pieces.entries()) {
    const sizesAt = room + 4 * piece.features.length;
    new Int32Array(memory.buffer, room).set(piece.features);
    bytes.set(piece.sizes, sizesAt);
    const scoresOfPiece = [lanes, tags.length, laneOfTag, scores, whole] as const;
    start = fill(room, sizesAt, piece.features.length, start, row, isKnown, slots, mask, ...scoresOfPiece);
    if (start < 0) break;
    row += wholeRows[index] as number;
  }
  if (start !== tags.length) throw new Error('the parts of the model do not fit together');
  bytes.fill(0, room, room + ROOM_BYTES);
  return tables;
}

/**
 * Where a feature stands in the table of a model with `count` of them, if no other one stands there. A model whose features
 * come in this order is loaded in half the time: the memory is filled from one end to the other.
 */
export const homeSlot = (feature: number, count: number): number => feature & slotMask(count);

const slotMask = (count: number): number => 2 ** Math.ceil(Math.log2(1.5 * count + 2)) - 1;

/** Makes the memory of the kernel so large that addresses below `end` can be used. */
export function growTo({ memory }: KernelExports, end: number): void {
  const missing = end - memory.buffer.byteLength;
  if (missing > 0) memory.grow(Math.ceil(missing / PAGE_BYTES));
}

/** So many features come through the room at a time, each with its size, and a table of 256 bytes. */
const FEATURES_AT_ONCE = 2 ** 16;
export const ROOM_BYTES = FEATURES_AT_ONCE * (4 + 1) + 256;
const KNOWN_BITS = 2 ** 22;
const SLOT_BYTES = 8;
const NO_LANE = 255;
const PAGE_BYTES = 65536;
