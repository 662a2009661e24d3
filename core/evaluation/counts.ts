import { distinct, keyOf, type LabelledSpan } from './spans';

/** Counts of exact matches: same start, end and label. */
export interface Counts {
  readonly correct: number;
  readonly proposed: number;
  readonly expected: number;
}

export interface Score extends Counts {
  readonly precision: number;
  readonly recall: number;
  readonly f1: number;
}

export type CountsByLabel = ReadonlyMap<string, Counts>;

export const NOTHING: Counts = { correct: 0, proposed: 0, expected: 0 };

/** Exact matches by label. A span that occurs twice on one side counts once. */
export function countMatches(proposed: readonly LabelledSpan[], expected: readonly LabelledSpan[]): CountsByLabel {
  const counts = new Map<string, Counts>();
  const add = (label: string, more: Counts): void => void counts.set(label, sum([counts.get(label) ?? NOTHING, more]));
  const expectedKeys = new Set(expected.map(keyOf));
  for (const { label } of distinct(expected)) add(label, { correct: 0, proposed: 0, expected: 1 });
  for (const span of distinct(proposed)) {
    add(span.label, { correct: expectedKeys.has(keyOf(span)) ? 1 : 0, proposed: 1, expected: 0 });
  }
  return counts;
}

/** The counts of several texts or labels together (micro average). */
export function sum(counts: Iterable<Counts>): Counts {
  let correct = 0;
  let proposed = 0;
  let expected = 0;
  for (const one of counts) {
    correct += one.correct;
    proposed += one.proposed;
    expected += one.expected;
  }
  return { correct, proposed, expected };
}

/** The counts of some labels together. */
export function sumOf(labels: readonly string[], counts: CountsByLabel): Counts {
  return sum(labels.map((label) => counts.get(label) ?? NOTHING));
}

/** Precision, recall and their harmonic mean; 0 where nothing was proposed or expected. */
export function score(counts: Counts): Score {
  const { correct, proposed, expected } = counts;
  const precision = proposed === 0 ? 0 : correct / proposed;
  const recall = expected === 0 ? 0 : correct / expected;
  const f1 = proposed + expected === 0 ? 0 : (2 * correct) / (proposed + expected);
  return { ...counts, precision, recall, f1 };
}
