import { strict as assert } from 'node:assert';
import { f1Interval } from '../../../core/evaluation/bootstrap';
import type { Counts } from '../../../core/evaluation/counts';
import { Random } from '../../../model/random';

const RIGHT: Counts = { correct: 1, proposed: 1, expected: 1 };
const WRONG: Counts = { correct: 0, proposed: 1, expected: 1 };
const EMPTY: Counts = { correct: 0, proposed: 0, expected: 0 };

const intervalOf = (units: readonly Counts[], seed = 1) => {
  const random = new Random(seed);
  return f1Interval(units, () => random.next());
};
const units = (right: number, wrong: number): Counts[] => [
  ...Array.from({ length: right }, () => RIGHT),
  ...Array.from({ length: wrong }, () => WRONG),
];

describe('the bootstrap interval', () => {
  it('is a point where all units are alike', () => {
    assert.deepEqual(intervalOf(units(20, 0)), { low: 1, high: 1 });
    assert.deepEqual(intervalOf(units(0, 20)), { low: 0, high: 0 });
  });

  it('reaches from nothing to all for one right unit and one wrong, which a quarter of draws each double', () => {
    assert.deepEqual(intervalOf(units(1, 1)), { low: 0, high: 1 });
  });

  it('is that of the normal approximation for many units with one span each', () => {
    // F1 is the share of right units p, whose standard error is sqrt(p (1 - p) / n) = 0.02.
    for (const seed of [1, 2, 3]) {
      const { low, high } = intervalOf(units(320, 80), seed) ?? assert.fail();
      assert.ok(Math.abs(low - (0.8 - 1.96 * 0.02)) < 0.006, String(low));
      assert.ok(Math.abs(high - (0.8 + 1.96 * 0.02)) < 0.006, String(high));
    }
  });

  it('is wider where the same spans stand in fewer units, because the spans of a unit are drawn together', () => {
    const clustered = units(16, 4).map(({ correct }) => ({ correct: correct * 20, proposed: 20, expected: 20 }));
    const width = ({ low, high } = intervalOf(clustered) ?? assert.fail()) => high - low;
    const spread = intervalOf(units(320, 80)) ?? assert.fail();
    assert.ok(width() > 3 * width(spread), `${width()} ${width(spread)}`);
  });

  it('leaves out draws without a span, and is none where no unit has one', () => {
    assert.deepEqual(intervalOf([RIGHT, EMPTY, EMPTY]), { low: 1, high: 1 });
    assert.equal(intervalOf([EMPTY, EMPTY]), undefined);
    assert.equal(intervalOf([]), undefined);
  });

  it('is the same for the same random numbers', () => {
    assert.deepEqual(intervalOf(units(30, 11)), intervalOf(units(30, 11)));
  });
});
