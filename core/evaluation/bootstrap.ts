import { score, sum, type Counts } from './counts';

/** The bounds of an interval, both included. */
export interface Interval {
  readonly low: number;
  readonly high: number;
}

/** How often the units are drawn anew: with 1,000 draws 25 lie beyond each bound of a 95 % interval. */
export const RESAMPLES = 1000;
const TAIL = 0.025;

/**
 * The 95 % interval of F1 by the percentile bootstrap (Efron 1979): the units of text, not the spans, are drawn with
 * replacement, because spans of one unit are right or wrong together. A draw without any span has no F1 and is left
 * out; where all are, there is no interval. `random` gives numbers from 0 to 1, 1 excluded.
 */
export function f1Interval(units: readonly Counts[], random: () => number): Interval | undefined {
  const values: number[] = [];
  for (let draw = 0; draw < RESAMPLES; draw++) {
    const counts = drawn(units, random);
    if (counts.proposed + counts.expected > 0) values.push(score(counts).f1);
  }
  values.sort((a, b) => a - b);
  const low = values[Math.floor(TAIL * values.length)];
  const high = values[Math.ceil((1 - TAIL) * values.length) - 1];
  return low === undefined || high === undefined ? undefined : { low, high };
}

/** The counts of as many units as there are, drawn with replacement. */
const drawn = (units: readonly Counts[], random: () => number): Counts =>
  sum(units.map(() => units[Math.floor(random() * units.length)] as Counts));
