import { strict as assert } from 'node:assert';
import { keyTargetAt, nextLarger, placeOf } from '../../../../core/annotation/mode/keyTarget';
import type { Span as Place } from '../../../../core/annotation/undecided';
import { range, utf16 } from '../../../../core/text/units';

const read = (places: string): Place[] =>
  places.split(' ').flatMap((place) => {
    const [start, end] = place.split('-').map(Number);
    return end === undefined ? [] : [{ start: start!, end }];
  });

describe('what a key works on', () => {
  const cases: readonly (readonly [string, open: string, annotations: string, cursor: number, expected: string])[] = [
    ['is the suggestion at the cursor', '2-5', '', 3, 'suggestion 2-5'],
    ['is the suggestion inside of an annotation', '2-5', '0-9', 3, 'suggestion 2-5'],
    ['is the annotation beside that suggestion', '2-5', '0-9', 6, 'annotation 0-9'],
    ['is the annotation that begins where a suggestion ends', '0-3', '3-5', 3, 'annotation 3-5'],
    ['is the suggestion that ends at the cursor', '0-3', '', 3, 'suggestion 0-3'],
    ['is the annotation that ends at the cursor', '', '0-3', 3, 'annotation 0-3'],
    ['is the word where nothing else stands', '0-3', '', 7, 'word 6-8'],
    ['is nothing between paragraphs', '0-3', '', 20, ''],
  ];
  const words = [range(utf16(0), utf16(3)), range(utf16(6), utf16(8))];
  for (const [name, open, annotations, cursor, expected] of cases)
    it(name, () => {
      const target = keyTargetAt({ open: read(open), annotations: read(annotations), words }, utf16(cursor));
      const place = target && placeOf(target);
      assert.equal(target && place ? `${target.kind} ${place.start}-${place.end}` : '', expected);
    });
});

describe('the next larger place', () => {
  it('is the smallest that holds a selection and more', () => {
    const places = read('0-9 2-5 2-4 3-8 0-20');
    assert.deepEqual(nextLarger(places, { start: 2, end: 4 }), { start: 2, end: 5 });
    assert.deepEqual(nextLarger(places, { start: 2, end: 5 }), { start: 0, end: 9 });
    assert.equal(nextLarger(places, { start: 0, end: 20 }), undefined);
  });
});
