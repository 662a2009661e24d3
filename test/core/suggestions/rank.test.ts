import { strict as assert } from 'node:assert';
import fc from 'fast-check';
import { besideInCertainty, compareCertainty, type Ranked } from '../../../core/suggestions/rank';

const at = (confidence: number, start: number, end = start + 2): Ranked => ({ confidence, start, end });

describe('suggestions by certainty', () => {
  const [unsure, fair, fairToo, sure] = [at(0.4, 30), at(0.7, 3), at(0.7, 9), at(0.99, 0)];
  const all = [sure, fair, fairToo, unsure];

  it('are visited from the least sure on, equally sure ones in the order of the text, and around', () => {
    const next = (from?: Ranked): Ranked | undefined => besideInCertainty(all, 'next', from);
    assert.deepEqual(
      [next(), next(unsure), next(fair), next(fairToo), next(sure)],
      [unsure, fair, fairToo, sure, unsure],
    );
    const previous = (from?: Ranked): Ranked | undefined => besideInCertainty(all, 'previous', from);
    assert.deepEqual([previous(), previous(sure), previous(unsure)], [sure, fairToo, sure]);
  });

  it('go on behind one that has been decided', () => {
    assert.equal(besideInCertainty([sure, fairToo, unsure], 'next', fair), fairToo);
    assert.equal(besideInCertainty([sure, fairToo, unsure], 'previous', fair), unsure);
    assert.equal(besideInCertainty<Ranked>([], 'next', fair), undefined);
  });

  it('are each visited once in a round, whatever they are', () => {
    const span = fc.record({
      confidence: fc.double({ min: 0, max: 1, noNaN: true }),
      start: fc.nat(50),
      end: fc.nat(50),
    });
    const distinct = fc.uniqueArray(span, { selector: (item) => JSON.stringify(item), minLength: 1 });
    fc.assert(
      fc.property(distinct, (suggestions) => {
        const visited: Ranked[] = [];
        while (visited.length < suggestions.length)
          visited.push(besideInCertainty(suggestions, 'next', visited.at(-1))!);
        assert.deepEqual(visited, suggestions.toSorted(compareCertainty));
      }),
    );
  });
});
