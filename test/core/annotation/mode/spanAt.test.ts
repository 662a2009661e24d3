import { strict as assert } from 'node:assert';
import type { Span as Place } from '../../../../core/annotation/undecided';
import { openAfter, spanAt, spanBefore } from '../../../../core/annotation/mode/spanAt';

/** A body in a post, a person, a place: `0-6 0-4 6-9 12-14`. */
const SUGGESTED = '0-6 0-4 6-9 12-14';
const read = (places: string): Place[] =>
  places.split(' ').flatMap((place) => {
    const [start, end] = place.split('-').map(Number);
    return end === undefined ? [] : [{ start: start!, end }];
  });
const written = (places: readonly Place[]): string => places.map(({ start, end }) => `${start}-${end}`).join(' ');

describe('the span at a cursor', () => {
  const at = (offset: number): string => {
    const found = spanAt(read(SUGGESTED), offset);
    return found === undefined ? '' : written([found]);
  };
  it('is the outer one where both begin, then the inner, then the outer again', () =>
    assert.deepEqual([0, 3, 4, 5].map(at), ['0-6', '0-4', '0-6', '0-6']));
  it('is the one that begins where another ends', () => assert.equal(at(6), '6-9'));
  it('is none behind a span', () => assert.deepEqual([9, 10, 14].map(at), ['', '', '']));
  it('may be looked for in front of it: the shortest', () =>
    assert.deepEqual(spanBefore(read('0-6 2-6'), 6), { start: 2, end: 6 }));
});

describe('the suggestion after a place', () => {
  const after = (place: string): string => written([openAfter(read(SUGGESTED), read(place)[0]!)!]);
  it('is the inner one first, then the next, and the first again', () =>
    assert.deepEqual(['0-6', '0-4', '6-9', '7-8', '12-14'].map(after), ['0-4', '6-9', '12-14', '12-14', '0-6']));
  it('is none where none is open', () => {
    const next: Place | undefined = openAfter<Place>([], { start: 0, end: 1 });
    assert.equal(next, undefined);
  });
});
