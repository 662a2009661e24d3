import { strict as assert } from 'node:assert';
import fc from 'fast-check';
import { overlaps, range, utf16 } from '../../../core/text/units';
import { freeOf } from '../../../core/text/freeRanges';

const span = fc
  .tuple(fc.nat(40), fc.integer({ min: 1, max: 20 }))
  .map(([start, length]) => range(utf16(start), utf16(start + length)));

describe('free ranges', () => {
  it('are exactly those that no taken one overlaps, however they nest', () => {
    fc.assert(
      fc.property(fc.array(span), span, (taken, wanted) => {
        assert.equal(
          freeOf(taken)(wanted),
          taken.every((other) => !overlaps(other, wanted)),
        );
      }),
    );
  });
});
