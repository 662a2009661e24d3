import { strict as assert } from 'node:assert';
import fc from 'fast-check';
import { lanesOf, uncoveredParts } from '../../../core/annotation/lanes';
import { contains, overlaps, range, utf16, type Range, type Utf16 } from '../../../core/text/units';

const spanOf = ([start, end]: readonly [number, number]): Range<Utf16> => range(utf16(start), utf16(end));

describe('lanes', () => {
  const cases: readonly (readonly [string, readonly (readonly [number, number])[], readonly number[]])[] = [
    [
      'spans beside each other',
      [
        [0, 3],
        [3, 5],
      ],
      [0, 0],
    ],
    [
      'a span in a span in a span',
      [
        [0, 9],
        [0, 4],
        [0, 2],
      ],
      [2, 1, 0],
    ],
    [
      'spans that cross',
      [
        [0, 4],
        [2, 7],
      ],
      [0, 1],
    ],
    [
      'two of one place',
      [
        [0, 4],
        [0, 4],
      ],
      [0, 1],
    ],
    [
      'more than there are lanes',
      [
        [0, 9],
        [0, 4],
        [0, 3],
        [0, 2],
      ],
      [2, 2, 1, 0],
    ],
  ];
  for (const [what, spans, lanes] of cases)
    it(`of ${what}`, () => assert.deepEqual(lanesOf(spans.map(spanOf), 2), lanes));

  it('differ where spans overlap, and inner ones have the lower', () => {
    const spans = fc.array(fc.tuple(fc.nat(30), fc.integer({ min: 1, max: 15 })), { maxLength: 12 });
    fc.assert(
      fc.property(spans, (places) => {
        const ranges = places.map(([start, length]) => spanOf([start, start + length]));
        const lanes = lanesOf(ranges, Number.POSITIVE_INFINITY);
        for (const [a, first] of ranges.entries()) {
          const others = ranges.filter((other, b) => a !== b && overlaps(first, other));
          if (others.length === 0) assert.equal(lanes[a], 0);
          for (const [b, second] of ranges.entries()) {
            if (a === b || !overlaps(first, second)) continue;
            assert.notEqual(lanes[a], lanes[b]);
            const isInner = contains(second, first) && first.end - first.start < second.end - second.start;
            if (isInner) assert.ok(lanes[a]! < lanes[b]!);
          }
        }
      }),
    );
  });
});

describe('the text of spans that overlap', () => {
  it('is that of the inner one, and of the outer one around it', () => {
    const spans = [spanOf([0, 9]), spanOf([2, 4]), spanOf([6, 9])];
    const parts = uncoveredParts(spans, lanesOf(spans, 2));
    assert.deepEqual(parts, [[spanOf([0, 2]), spanOf([4, 6])], [spanOf([2, 4])], [spanOf([6, 9])]]);
  });

  it('is each character’s of one span at least, and of one in the lowest lane there', () => {
    const span = fc
      .tuple(fc.nat(20), fc.integer({ min: 1, max: 8 }))
      .map(([start, length]) => spanOf([start, start + length]));
    fc.assert(
      fc.property(fc.array(span, { maxLength: 7 }), (spans) => {
        const lanes = lanesOf(spans, 2);
        const parts = uncoveredParts(spans, lanes);
        for (let at = 0; at < 30; at++) {
          const here = spanOf([at, at + 1]);
          const over = [...spans.keys()].filter((index) => overlaps(spans[index]!, here));
          const lowest = Math.min(...over.map((index) => lanes[index]!));
          const owners = [...spans.keys()].filter((index) => parts[index]!.some((part) => overlaps(part, here)));
          assert.deepEqual(
            owners,
            over.filter((index) => lanes[index] === lowest),
          );
        }
      }),
    );
  });
});
