import { strict as assert } from 'node:assert';
import fc from 'fast-check';
import { spliceBetween } from '../../../core/annotation/splice';

describe('the splice between two lists', () => {
  it('is what was put in, taken out or replaced', () => {
    assert.deepEqual(spliceBetween(['a', 'b', 'd'], ['a', 'b', 'c', 'd']), { start: 2, count: 0, items: ['c'] });
    assert.deepEqual(spliceBetween(['a', 'b', 'c'], ['a', 'c']), { start: 1, count: 1, items: [] });
    assert.deepEqual(spliceBetween(['a', 'b', 'c'], ['a', 'x', 'c']), { start: 1, count: 1, items: ['x'] });
    assert.deepEqual(spliceBetween(['a', 'b'], ['a', 'b']), { start: 2, count: 0, items: [] });
    assert.deepEqual(spliceBetween(['a', 'a'], ['a']), { start: 1, count: 1, items: [] });
  });

  it('makes one list of the other, and changes no more than it must', () => {
    const list = fc.array(fc.constantFrom('a', 'b', 'c'), { maxLength: 8 });
    fc.assert(
      fc.property(list, list, (before, after) => {
        const { start, count, items } = spliceBetween(before, after);
        assert.deepEqual(before.toSpliced(start, count, ...items), after);
        const isNeeded = (one: readonly string[], other: readonly string[]): boolean =>
          one.length === 0 || other.length === 0 || (one[0] !== other[0] && one.at(-1) !== other.at(-1));
        assert.ok(isNeeded(before.slice(start, start + count), items));
      }),
    );
  });
});
