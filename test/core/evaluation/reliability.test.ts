import { strict as assert } from 'node:assert';
import { reliability, type Judged } from '../../../core/evaluation/reliability';

const judged = (confidence: number, right: number, wrong: number): Judged[] =>
  Array.from({ length: right + wrong }, (_, index) => ({ confidence, correct: index < right }));

describe('the reliability table', () => {
  it('sorts proposals by confidence, the lower bound included', () => {
    const confidences = [0, 0.49, 0.5, 0.59, 0.6, 0.7, 0.85, 0.9, 0.94, 0.95, 1, -1, 2];
    const { bins } = reliability(confidences.map((confidence) => ({ confidence, correct: true })));
    assert.deepEqual(
      bins.map(({ from, to, proposals }) => [from, to, proposals]),
      [
        [0, 0.5, 3],
        [0.5, 0.6, 2],
        [0.6, 0.7, 1],
        [0.7, 0.8, 1],
        [0.8, 0.9, 1],
        [0.9, 0.95, 2],
        [0.95, 1, 3],
      ],
    );
  });

  it('finds no error in confidence that says the share of right proposals', () => {
    const { bins, calibrationError } = reliability([...judged(0.75, 3, 1), ...judged(0.5, 2, 2)]);
    assert.ok(calibrationError < 1e-12);
    assert.deepEqual(
      bins.filter(({ proposals }) => proposals > 0).map(({ precision, meanConfidence }) => [precision, meanConfidence]),
      [
        [0.5, 0.5],
        [0.75, 0.75],
      ],
    );
  });

  it('weighs the distance of each bin by its proposals', () => {
    // 8 of 10 too sure by 0.4, 2 of 10 too little sure by 0.25.
    const { calibrationError } = reliability([...judged(0.9, 4, 4), ...judged(0.75, 2, 0)]);
    assert.ok(Math.abs(calibrationError - (0.8 * 0.4 + 0.2 * 0.25)) < 1e-12, String(calibrationError));
  });

  it('is empty for nothing', () => {
    const { bins, calibrationError } = reliability([]);
    assert.equal(calibrationError, 0);
    assert.ok(bins.every(({ proposals, precision }) => proposals === 0 && precision === 0));
  });
});
