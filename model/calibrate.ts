import { addAt } from '../core/analysis/tagger/addAt';
import { CLUES } from '../core/analysis/tagger/confidence';
import { KINDS } from '../core/analysis/tagger/tagSet';

/** A span that was found in text nobody trained on: its kind, what spoke for it, and whether it was right. */
export interface Outcome {
  readonly kind: number;
  readonly clues: Float64Array;
  readonly isRight: boolean;
}

/**
 * Fits for each kind a logistic function from clues to the probability of being right, by gradient descent with a pull
 * towards the function of all kinds together, so that rare kinds stay sane.
 */
export function calibrate(outcomes: readonly Outcome[]): Float32Array {
  const common = fitted(outcomes, new Float64Array(CLUES), 1);
  const calibration = new Float32Array(KINDS.length * CLUES);
  for (let kind = 0; kind < KINDS.length; kind++) {
    calibration.set(
      fitted(
        outcomes.filter((one) => one.kind === kind),
        common,
        20,
      ),
      kind * CLUES,
    );
  }
  return calibration;
}

function fitted(outcomes: readonly Outcome[], prior: Float64Array, pull: number): Float64Array {
  const coefficients = Float64Array.from(prior);
  const gradient = new Float64Array(CLUES);
  for (let round = 0; round < 600; round++) {
    for (let clue = 0; clue < CLUES; clue++)
      gradient[clue] = pull * ((prior[clue] as number) - (coefficients[clue] as number));
    for (const { clues, isRight } of outcomes) {
      let sum = 0;
      for (let clue = 0; clue < CLUES; clue++) sum += (coefficients[clue] as number) * (clues[clue] as number);
      const error = (isRight ? 1 : 0) - 1 / (1 + Math.exp(-sum));
      for (let clue = 0; clue < CLUES; clue++) addAt(gradient, clue, error * (clues[clue] as number));
    }
    const rate = 2 / (outcomes.length + pull);
    for (let clue = 0; clue < CLUES; clue++) addAt(coefficients, clue, rate * (gradient[clue] as number));
  }
  return coefficients;
}
