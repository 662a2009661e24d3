import { median, medianRatio, quantile } from '../../model/benchMeasure';

/** The middle and the slow end of some times (ms), or of their ratios to others. */
export interface Figures {
  readonly median: number;
  readonly p95: number;
}

export const figuresOf = (times: readonly number[]): Figures => ({ median: median(times), p95: quantile(times, 0.95) });

/**
 * Times as ratios to a base that was measured in the same rounds: the median of the ratios round by round, and the 95th
 * percentile over the base's median (a slow round of the base must not make the measure look fast).
 */
export const ratiosOf = (times: readonly number[], base: readonly number[]): Figures => ({
  median: medianRatio(times, base),
  p95: quantile(times, 0.95) / median(base),
});
