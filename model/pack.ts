import type { TaggerModel } from '../core/analysis/tagger/model';
import { TAGS } from '../core/analysis/tagger/tagSet';
import type { Weights } from './perceptron';

/**
 * Makes weights small: scores of eight bits, and of the scores only so many of the largest that features, sizes, tags
 * and scores fit into `bytes`.
 */
export function pack(
  weights: Weights,
  bytes: number,
): Pick<TaggerModel, 'meetings' | 'features' | 'sizes' | 'tags' | 'scores'> {
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
    features: Int32Array.from(features),
    sizes: Uint8Array.from(sizes),
    tags: Uint8Array.from(tags),
    scores: Int8Array.from(scores),
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
