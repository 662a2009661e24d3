import type { TaggerModel } from '../core/analysis/tagger/model';
import { homeSlot, type ModelScores } from '../core/analysis/tagger/scoreTables';
import { TAGS } from '../core/analysis/tagger/tagSet';
import type { Weights } from './perceptron';

/**
 * Makes weights small: scores of eight bits, and of the scores only so many of the largest that features, sizes, tags
 * and scores fit into `bytes`.
 */
export function pack(weights: Weights, bytes: number): ModelScores & Pick<TaggerModel, 'meetings'> {
  const unit = largeWeight(weights.weights) / 127;
  const threshold = thresholdFor(weights, bytes);
  const features: number[] = [];
  const sizes: number[] = [];
  const tags: number[] = [];
  const scores: number[] = [];
  for (const [index, feature] of weights.features.entries()) {
    let size = 0;
    for (let tag = 0; tag < TAGS; tag++) {
      const weight = weights.weights[index * TAGS + tag] as number;
      if (Math.abs(weight) < threshold) continue;
      // A score beyond eight bits is written in several parts.
      for (let rest = Math.round(weight / unit); rest !== 0; size++) {
        const part = Math.max(-127, Math.min(127, rest));
        tags.push(tag);
        scores.push(part);
        rest -= part;
      }
    }
    if (size === 0) continue;
    features.push(feature);
    sizes.push(size);
  }
  return {
    meetings: Int32Array.from(weights.meetings, (weight) => Math.round(weight / unit)),
    ...inSlotOrder({
      features: Int32Array.from(features),
      sizes: Uint8Array.from(sizes),
      tags: Uint8Array.from(tags),
      scores: Int8Array.from(scores),
    }),
  };
}

/** The same scores, their features in the order in which they are loaded the quickest. */
export function inSlotOrder({ features, sizes, tags, scores }: ModelScores): ModelScores {
  let end = 0;
  const rows = Array.from(features, (feature, index) => {
    const start = end;
    end += sizes[index] as number;
    return { feature, start, end, slot: homeSlot(feature, features.length) };
  }).sort((a, b) => a.slot - b.slot);
  const gathered = <Scores extends Uint8Array | Int8Array>(from: Scores, to: Scores): Scores => {
    let at = 0;
    for (const { start, end: stop } of rows) {
      to.set(from.subarray(start, stop), at);
      at += stop - start;
    }
    return to;
  };
  return {
    features: Int32Array.from(rows, ({ feature }) => feature),
    sizes: Uint8Array.from(rows, ({ start, end: stop }) => stop - start),
    tags: gathered(tags, new Uint8Array(tags.length)),
    scores: gathered(scores, new Int8Array(scores.length)),
  };
}

/** The weight that becomes the largest score of one part: few are larger. */
function largeWeight(weights: Float32Array): number {
  const sample = weights
    .filter((weight, index) => weight !== 0 && index % 7 === 0)
    .map(Math.abs)
    .sort();
  return sample[Math.floor(sample.length * 0.9995)] ?? 1;
}

/** The smallest weight that is kept, found by halving. */
function thresholdFor({ features, weights }: Weights, bytes: number): number {
  const sizeAt = (threshold: number): number => {
    let size = 0;
    for (let row = 0; row < features.length; row++) {
      let kept = 0;
      for (let tag = 0; tag < TAGS; tag++) if (Math.abs(weights[row * TAGS + tag] as number) >= threshold) kept++;
      if (kept > 0) size += 5 + 2 * kept;
    }
    return size;
  };
  let low = 1e-6;
  let high = 100;
  for (let round = 0; round < 30; round++) {
    const middle = Math.sqrt(low * high);
    if (sizeAt(middle) > bytes) low = middle;
    else high = middle;
  }
  return high;
}
