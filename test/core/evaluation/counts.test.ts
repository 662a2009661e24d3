import { strict as assert } from 'node:assert';
import { countMatches, score, sum, sumOf } from '../../../core/evaluation/counts';
import { span } from './spans';

describe('counts of matches', () => {
  const counts = countMatches(
    [span(0, 2, 'LOC'), span(0, 2, 'LOC'), span(3, 4, 'PER'), span(5, 6, 'ORG')],
    [span(0, 2, 'LOC'), span(3, 4, 'ORG')],
  );

  it('are of exact spans with exact labels, each once', () => {
    assert.deepEqual(counts.get('LOC'), { correct: 1, proposed: 1, expected: 1 });
    assert.deepEqual(counts.get('ORG'), { correct: 0, proposed: 1, expected: 1 });
    assert.deepEqual(counts.get('PER'), { correct: 0, proposed: 1, expected: 0 });
  });

  it('give precision, recall and F1 over labels', () => {
    const all = score(sum(counts.values()));
    assert.equal(all.precision, 1 / 3);
    assert.equal(all.recall, 1 / 2);
    assert.equal(all.f1, 2 / 5);
    assert.deepEqual(sumOf(['LOC', 'DOC'], counts), { correct: 1, proposed: 1, expected: 1 });
  });

  it('give zeros, not NaN, where there is nothing', () => {
    const { precision, recall, f1 } = score(sum([]));
    assert.deepEqual([precision, recall, f1], [0, 0, 0]);
  });
});
