import { strict as assert } from 'node:assert';
import {
  keyTargetAt,
  nextLarger,
  placeOf,
  stopBeside,
  type GoneTo,
  type Stop,
} from '../../../../core/annotation/mode/keyTarget';
import type { Span as Place } from '../../../../core/annotation/undecided';
import { range, utf16 } from '../../../../core/text/units';

/** `2-5`, or with an id `a:2-5`. */
const read = (places: string): Stop[] =>
  places.split(' ').flatMap((place) => {
    const [, id, start, end] = /^(?:(\w+):)?(\d+)-(\d+)$/.exec(place) ?? [];
    return end === undefined ? [] : [{ start: Number(start), end: Number(end), ...(id !== undefined && { id }) }];
  });
const written = ({ start, end }: Place): string => `${start}-${end}`;

/** Words at 0-3, 3-5, 6-8 and 9-11, marks between them and behind. */
const TEXT = '省委书记楼，阳生。何雄；\n';
const WORDS = read('0-3 3-5 5-6 6-8 8-9 9-11 11-12').map(({ start, end }) => range(utf16(start), utf16(end)));

interface Case {
  readonly open?: string;
  readonly annotations?: string;
  readonly at: number | string;
  readonly goneTo?: GoneTo;
  readonly expected: string;
}

describe('what is meant at a selection or cursor', () => {
  const cases: Readonly<Record<string, Case>> = {
    'is the suggestion at the cursor': { open: '2-5', at: 3, expected: 'suggestion 2-5' },
    'is the suggestion inside of an annotation': { open: '2-5', annotations: '0-9', at: 3, expected: 'suggestion 2-5' },
    'is the annotation inside of a suggestion': { open: '0-9', annotations: '2-5', at: 3, expected: 'annotation 2-5' },
    'is the annotation beside that suggestion': { open: '2-5', annotations: '0-9', at: 6, expected: 'annotation 0-9' },
    'is the outer one where both begin': { annotations: '0-6 0-4', at: 0, expected: 'annotation 0-6' },
    'is the outer one where both begin, whatever they are': {
      open: '0-4',
      annotations: '0-6',
      at: 0,
      expected: 'annotation 0-6',
    },
    'is the inner one within both': { annotations: '0-6 0-4', at: 2, expected: 'annotation 0-4' },
    'is the one that holds the cursor behind an inner one': {
      annotations: '0-6 0-4',
      at: 4,
      expected: 'annotation 0-6',
    },
    'is the shortest of those that end at the cursor': { annotations: '0-8 6-8', at: 8, expected: 'annotation 6-8' },
    'is the annotation that begins where a suggestion ends': {
      open: '0-3',
      annotations: '3-5',
      at: 3,
      expected: 'annotation 3-5',
    },
    'is the suggestion that begins where an annotation ends': {
      open: '3-5',
      annotations: '0-3',
      at: 3,
      expected: 'suggestion 3-5',
    },
    'is the word that begins where a suggestion ends': { open: '0-3', at: 3, expected: 'word 3-5' },
    'is the word that begins where an annotation ends': { annotations: '0-3', at: 3, expected: 'word 3-5' },
    'is the suggestion that ends before a mark': { open: '3-5', at: 5, expected: 'suggestion 3-5' },
    'is the annotation that ends before a line break': { annotations: '9-12', at: 12, expected: 'annotation 9-12' },
    'is the word that ends before a mark, never the mark': { at: 8, expected: 'word 6-8' },
    'is the word where nothing else stands': { open: '0-3', at: 7, expected: 'word 6-8' },
    'is nothing between paragraphs': { open: '0-3', at: 13, expected: '' },
    'is the part of a discontinuous annotation at the cursor': {
      annotations: 'a:0-2 a:6-8',
      at: 7,
      expected: 'annotation 6-8',
    },
    'is what was gone to, of two that begin together': {
      ...{ annotations: 'a:0-6 b:0-4', at: 0, goneTo: { start: 0, end: 4, id: 'b', cursor: 0 } },
      expected: 'annotation 0-4',
    },
    'is what was gone to, also with other edges': {
      ...{ annotations: 'a:0-6 b:0-3', at: 0, goneTo: { start: 0, end: 4, id: 'b', cursor: 0 } },
      expected: 'annotation 0-3',
    },
    'is the suggestion that was gone to': {
      ...{ open: '0-4', annotations: 'a:0-6', at: 0, goneTo: { start: 0, end: 4, cursor: 0 } },
      expected: 'suggestion 0-4',
    },
    'is what was just annotated, behind it': {
      ...{ annotations: 'a:0-3', at: 3, goneTo: { start: 0, end: 3, cursor: 3 } },
      expected: 'annotation 0-3',
    },
    'is not what was gone to where the cursor has left': {
      ...{ annotations: 'a:0-6 b:0-4', at: 5, goneTo: { start: 0, end: 4, id: 'b', cursor: 0 } },
      expected: 'annotation 0-6',
    },
    'is not what was gone to where that is no more': {
      ...{ annotations: 'a:0-6', at: 0, goneTo: { start: 0, end: 4, id: 'b', cursor: 0 } },
      expected: 'annotation 0-6',
    },
    'is the annotation that is selected': { annotations: '0-6 0-4', at: '0-4', expected: 'annotation 0-4' },
    'is the shortest annotation around a selection': {
      open: '0-3',
      annotations: '0-9 0-6',
      at: '1-3',
      expected: 'annotation 0-6',
    },
    'is nothing where a selection reaches out of all': { annotations: '0-6', at: '4-8', expected: '' },
  };
  for (const [name, { open = '', annotations = '', at, goneTo, expected }] of Object.entries(cases))
    it(name, () => {
      const selected = typeof at === 'number' ? { start: at, end: at } : read(at)[0]!;
      const surroundings = { text: TEXT, open: read(open), annotations: read(annotations), goneTo, words: WORDS };
      const target = keyTargetAt(surroundings, selected);
      assert.equal(target === undefined ? '' : `${target.kind} ${written(placeOf(target))}`, expected);
    });
});

describe('the stop beside a cursor', () => {
  /** What several steps lead to, each from where the last one led. */
  const tour = (stops: string, from: number, direction: 'next' | 'previous', steps: number): string => {
    const visited: string[] = [];
    let here: { cursor: number; goneTo?: GoneTo } = { cursor: from };
    for (let step = 0; step < steps; step++) {
      const { stop, index } = stopBeside(read(stops), here, direction)!;
      visited.push(`${index}:${stop.id ?? ''}${written(stop)}`);
      here = { cursor: stop.start, goneTo: { ...stop, cursor: stop.start } };
    }
    return visited.join(' ');
  };
  it('is each in turn, nested ones too, longer first, and round the end', () => {
    assert.equal(tour('8-9 0-4 0-6 2-4', 0, 'next', 5), '1:0-4 2:2-4 3:8-9 0:0-6 1:0-4');
    assert.equal(tour('8-9 0-4 0-6 2-4', 9, 'previous', 5), '3:8-9 2:2-4 1:0-4 0:0-6 3:8-9');
  });
  it('is each of two at one place', () =>
    assert.equal(tour('a:0-4 b:0-4 c:6-7', 5, 'next', 4), '2:c6-7 0:a0-4 1:b0-4 2:c6-7'));
  it('is seen from a cursor in the middle', () => {
    assert.equal(tour('0-4 6-8', 2, 'next', 1), '1:6-8');
    assert.equal(tour('0-4 6-8', 2, 'previous', 1), '0:0-4');
  });
  it('is itself where it is the only one, and none where there is none', () => {
    for (const direction of ['next', 'previous'] as const) {
      assert.equal(tour('5-6', 5, direction, 2), '0:5-6 0:5-6');
      assert.equal(stopBeside<Stop>([], { cursor: 5 }, direction), undefined);
    }
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
