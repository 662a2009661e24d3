import { strict as assert } from 'node:assert';
import fc from 'fast-check';
import { changedPart } from '../../core/changedPart';

describe('the changed part of a sequence', () => {
  it('is all that must be replaced, and no more than that', () => {
    const words = fc.string({ unit: fc.constantFrom('甲', '乙'), maxLength: 8 });
    fc.assert(
      fc.property(words, words, (before, after) => {
        const { start, endBefore, endAfter } = changedPart(before, after);
        assert.equal(before.slice(0, start) + after.slice(start, endAfter) + before.slice(endBefore), after);
        if (start < endBefore && start < endAfter) {
          assert.notEqual(before[start], after[start]);
          assert.notEqual(before[endBefore - 1], after[endAfter - 1]);
        }
      }),
    );
  });
});
