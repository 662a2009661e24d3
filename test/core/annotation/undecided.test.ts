import { strict as assert } from 'node:assert';
import fc from 'fast-check';
import { isTurnedDown, undecidedAmong, type Span } from '../../../core/annotation/undecided';

describe('an undecided suggestion', () => {
  const suggestion = { start: 4, end: 7, label: 'PER' };
  const cases: readonly (readonly [what: string, decided: Parameters<typeof undecidedAmong>[1], expected: boolean])[] =
    [
      ['where nothing was decided', { annotations: [] }, true],
      [
        'beside annotations',
        {
          annotations: [
            { start: 0, end: 4 },
            { start: 7, end: 9 },
          ],
        },
        true,
      ],
      ['that an annotation overlaps', { annotations: [{ start: 6, end: 9 }] }, false],
      ['that was rejected', { annotations: [], rejected: [suggestion] }, false],
      ['of which another label was rejected', { annotations: [], rejected: [{ ...suggestion, label: 'LOC' }] }, true],
      ['of which a longer span was rejected', { annotations: [], rejected: [{ ...suggestion, end: 8 }] }, true],
    ];
  for (const [what, decided, expected] of cases) {
    it(`${expected ? 'is' : 'is not'} one ${what}`, () => {
      assert.equal(undecidedAmong([suggestion], decided).length === 1, expected);
      assert.equal(isTurnedDown(suggestion, decided.rejected ?? []), decided.rejected?.[0] === suggestion);
    });
  }
});

/** A body in a post, a person, a place. */
const SUGGESTED = '0-6 0-4 6-9 12-14';

/** Spans as they are written: `0-6 0-4`. */
const read = (places: string): (Span & { label: string })[] =>
  places.split(' ').flatMap((place) => {
    const [start, end] = place.split('-').map(Number);
    return end === undefined ? [] : [{ start: start!, end, label: 'PER' }];
  });
const written = (places: readonly Span[]): string => places.map(({ start, end }) => `${start}-${end}`).join(' ');

describe('undecided suggestions', () => {
  const cases: readonly (readonly [name: string, annotations: string, open: string])[] = [
    ['are all where nothing is annotated', '', SUGGESTED],
    ['are what is inside of an accepted one', '0-6', '0-4 6-9 12-14'],
    ['are what is around an accepted one', '0-4', '0-6 6-9 12-14'],
    ['are not what an annotation of another span overlaps', '2-5', '6-9 12-14'],
    ['are not what an annotation around them covers', '0-10', '12-14'],
    ['are those that an annotation only touches', '9-12', SUGGESTED],
  ];
  for (const [name, annotations, open] of cases)
    it(name, () => assert.equal(written(undecidedAmong(read(SUGGESTED), { annotations: read(annotations) })), open));

  it('are not under an annotation of just their span, nor under one that is no suggestion', () => {
    const place = fc
      .tuple(fc.nat(30), fc.integer({ min: 1, max: 6 }))
      .map(([start, length]) => ({ start, end: start + length, label: 'PER' }));
    fc.assert(
      fc.property(fc.array(place), fc.array(place), (suggestions, annotations) => {
        const open = new Set(undecidedAmong(suggestions, { annotations }));
        const same = (a: Span, b: Span): boolean => a.start === b.start && a.end === b.end;
        const isSuggested = (annotation: Span): boolean => suggestions.some((each) => same(each, annotation));
        for (const each of suggestions) {
          const blocking = annotations.filter(
            (other) => other.start < each.end && each.start < other.end && (same(other, each) || !isSuggested(other)),
          );
          assert.equal(open.has(each), blocking.length === 0);
        }
      }),
    );
  });
});
