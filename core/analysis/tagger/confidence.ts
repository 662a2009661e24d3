import { LANE_OF_TAG, LANES } from './lanes';
import type { Marks } from './marks';
import type { Recurrence } from './recurrence';
import { TAGS, type FlatSpan } from './tagSet';

/** What speaks for a span, as numbers: the inputs of the logistic function that gives its confidence. */
export const CLUES = 7;

/** A decoded sentence; `emissions` are `LANES` scores for each character. */
export interface DecodedSentence {
  readonly emissions: Float32Array;
  readonly tags: Uint8Array;
  readonly length: number;
  /** Of the passage that the sentence stands in. */
  readonly marks: Marks;
  readonly recurrence: Recurrence | undefined;
}

/**
 * The clues of a span of a sentence that starts at `offset` of its passage: a constant, the smallest and the
 * mean margin of its tags over the best other tag at the same character, the margin of the character behind it, whether
 * the rules mark the same tags, its length, and whether other passages agree.
 */
export function cluesOf(span: FlatSpan, offset: number, sentence: DecodedSentence): Float64Array {
  const clues = new Float64Array(CLUES);
  const { emissions, tags, length, marks, recurrence } = sentence;
  let least = Infinity;
  let sum = 0;
  let agrees = 1;
  let recurs = 0;
  for (let at = span.start; at < span.end; at++) {
    const margin = marginAt(emissions, at, tags[at] as number);
    if (margin < least) least = margin;
    sum += margin;
    if (marks.tags[offset + at] !== tags[at]) agrees = 0;
    if (recurrence?.tags[offset + at] === tags[at]) recurs++;
  }
  const size = span.end - span.start;
  clues[0] = 1;
  clues[1] = squashed(least);
  clues[2] = squashed(sum / size);
  clues[3] = span.end < length ? squashed(marginAt(emissions, span.end, tags[span.end] as number)) : 1;
  clues[4] = agrees;
  clues[5] = Math.min(size, 12) / 12;
  clues[6] = recurs / size;
  return clues;
}

/** Margins are sums of many features: their scale is that of a few hundred. */
const squashed = (margin: number): number => Math.tanh(margin / MARGIN_SCALE);
const MARGIN_SCALE = 120;

function marginAt(emissions: Float32Array, at: number, tag: number): number {
  const row = at * LANES;
  let best = -Infinity;
  for (let other = 0; other < TAGS; other++) {
    const score = emissions[row + (LANE_OF_TAG[other] as number)] as number;
    if (other !== tag && score > best) best = score;
  }
  return (emissions[row + (LANE_OF_TAG[tag] as number)] as number) - best;
}

/** The probability that a span of a kind is right; `calibration` holds `CLUES` coefficients for each kind. */
export function confidenceOf(kind: number, clues: Float64Array, calibration: Float32Array): number {
  let sum = 0;
  for (let clue = 0; clue < CLUES; clue++)
    sum += (calibration[kind * CLUES + clue] as number) * (clues[clue] as number);
  return 1 / (1 + Math.exp(-sum));
}
