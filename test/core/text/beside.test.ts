import { strict as assert } from 'node:assert';
import { startBeside } from '../../../core/text/beside';

describe('the start beside an offset', () => {
  const starts = [3, 10, 20];
  const cases: readonly (readonly [offset: number, next: number, previous: number])[] = [
    [0, 0, 2],
    [3, 1, 2],
    [5, 1, 0],
    [10, 2, 0],
    [19, 2, 1],
    [20, 0, 1],
    [99, 0, 2],
  ];
  for (const [offset, next, previous] of cases) {
    it(`${offset} is ${starts[next]}, and before it ${starts[previous]}`, () => {
      assert.equal(startBeside(starts, offset, 'next'), next);
      assert.equal(startBeside(starts, offset, 'previous'), previous);
    });
  }

  it('is itself where it is the only one, and none where there is none', () => {
    assert.equal(startBeside([5], 5, 'next'), 0);
    assert.equal(startBeside([5], 5, 'previous'), 0);
    assert.equal(startBeside([], 5, 'next'), -1);
    assert.equal(startBeside([], 5, 'previous'), -1);
  });
});
