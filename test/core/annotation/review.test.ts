import { strict as assert } from 'node:assert';
import fc from 'fast-check';
import { anchorAll, type Anchoring } from '../../../core/annotation/anchoring';
import type { Annotation } from '../../../core/annotation/annotation';
import { apply, findAnnotation } from '../../../core/annotation/operations';
import { spanFields } from '../../../core/annotation/placement';
import {
  candidatePlaces,
  isExactAndUnique,
  itemBeside,
  nearestPlace,
  placeAt,
  reviewItems,
  visibleRange,
} from '../../../core/annotation/review';
import { CanonicalText } from '../../../core/text/canonicalText';
import { codePoint, range, utf16, type Range, type Utf16 } from '../../../core/text/units';
import { sample, sampleSet } from './arbitraries';

const text = (content: string): CanonicalText => new CanonicalText(content);

/** An annotation of the marked words: `在‹郑州›调研`. */
function marked(id: string, source: string): Annotation {
  const start = source.indexOf('‹');
  const end = source.indexOf('›') - 1;
  const fields = spanFields(text(source.replace(/[‹›]/g, '')), [range(utf16(start), utf16(end))]);
  return { id, label: 'LOC', ...fields };
}

/** A text with a bar where a place is. */
const withBar = (content: CanonicalText, { start }: Range<Utf16>): string =>
  `${content.text.slice(0, start)}|${content.text.slice(start)}`;

describe('the nearest place of an annotation that has lost its own', () => {
  const check = (what: string, source: string, now: string): void => {
    it(what, () => {
      const content = text(now.replace('|', ''));
      const place = nearestPlace(marked('a', source), content);
      assert.equal(withBar(content, place), now);
      assert.equal(place.end, place.start, 'it is a point, not a span');
    });
  };
  const source = '省委书记楼阳生在‹郑州市›调研时指出，要加快建设国家超算中心。';
  check('is where its words were cut out', source, '省委书记楼阳生在|调研时指出，要加快建设国家超算中心。');
  check('moves with its context', source, '本报讯。省委书记楼阳生在|调研时指出，要加快建设国家超算中心。');
  check('follows what is left in front', source, '快讯：省委书记楼阳生在|开封市讲话。');
  check('follows what is left behind', source, '他到|调研时指出，要加快建设国家超算中心。');
  check('trusts the longer trace', source, '楼阳生在开封。|调研时指出，要加快建设');
  check('is the stored offset where nothing is left', source, '今天天气很好，风|和日丽，适合出行。');
  check('is the end of a text that has become too short', source, '天气|');
  check(
    'prefers the trace near the stored offset',
    `${'楼阳生在此。'.repeat(3)}楼阳生在‹郑州›`,
    '楼阳生在此。楼阳生在此。楼阳生在|',
  );

  it('stands in the text and outside of surrogate pairs, whatever the record says', () => {
    const unit = fc.constantFrom('郑', '州', '😀', '𬭎', '\n', 'a');
    const content = fc.string({ unit, maxLength: 30 });
    fc.assert(
      fc.property(content, fc.nat(60), content, content, (now, start, before, after) => {
        const document = text(now);
        const { start: place } = nearestPlace(sample('a', start, '楼阳生', { before, after }), document);
        assert.ok(place >= 0 && place <= document.end);
        assert.equal(document.snap(place), place);
      }),
      { numRuns: 1000 },
    );
  });
});

describe('the candidate places', () => {
  it('come with those first whose context agrees most, then the nearer ones', () => {
    const annotation = marked('a', '省委书记楼阳生在‹郑州›调研时指出');
    const now = text('郑州今天有雨。市长在郑州调研时指出。省委书记楼阳生在郑州调研时说。郑州。');
    const places = candidatePlaces(annotation, now, 9).map(([first]) => withBar(now, first).slice(0, first.start + 3));
    assert.deepEqual(
      places,
      [
        '郑州今天有雨。市长在郑州调研时指出。省委书记楼阳生在|郑州',
        '郑州今天有雨。市长在|郑州',
        '郑州今天有雨。市长在郑州调研时指出。省委书记楼阳生在郑州调研时说。|郑州',
        '|郑州',
      ].map((bar) => bar.slice(0, bar.indexOf('|') + 3)),
    );
    assert.equal(candidatePlaces(annotation, now, 2).length, 2);
  });

  it('are none where the words do not occur, and have all parts of a discontinuous span', () => {
    const annotation = sample('a', 0, '郑州', { also: [{ ...sample('b', 5, '开封') }] });
    assert.deepEqual(candidatePlaces(annotation, text('洛阳'), 9), []);
    const [place] = candidatePlaces(annotation, text('今天郑州、洛、开封'), 9);
    assert.deepEqual(place, [range(utf16(2), utf16(4)), range(utf16(7), utf16(9))]);
  });
});

describe('what a person should review', () => {
  const at = (start: number, end: number): readonly [Range<Utf16>] => [range(utf16(start), utf16(end))];
  const anchored = (state: 'anchored' | 'review', start: number, end: number): Anchoring => {
    const [place] = at(start, end);
    return state === 'anchored'
      ? { state, range: place, parts: [place] }
      : { state, reason: 'ambiguous', range: place, parts: [place] };
  };
  const now = text('郑州郑州郑州郑州');
  const annotations = ['a', 'b', 'c', 'd', 'e'].map((id) => sample(id, 4, '郑州'));
  const anchorings = new Map<string, Anchoring>([
    ['a', anchored('review', 6, 8)],
    ['b', anchored('anchored', 0, 2)],
    ['c', { state: 'orphan', reason: 'absent' }],
    ['d', anchored('anchored', 2, 4)],
  ]);
  const toLive = (parts: readonly Range<Utf16>[]) => (parts[0]?.start === 2 ? undefined : parts);
  const items = reviewItems(annotations, anchorings, now, toLive);

  it('is uncertain, lost, or deleted while editing; what is not anchored yet is neither', () => {
    const summary = items.map(({ annotation, state, look }) => [annotation.id, state, look.start]);
    assert.deepEqual(summary, [
      ['c', 'orphan', 4],
      ['d', 'orphan', 4],
      ['a', 'review', 6],
    ]);
  });

  it('may be certain, where its context has changed or its record is damaged', () => {
    const all = reviewItems(annotations, anchorings, now, toLive, new Set(['b']));
    assert.deepEqual(all.map(({ annotation, state }) => `${annotation.id} ${state}`)[0], 'b moved');
    assert.equal(all.length, items.length + 1);
    const damaged = new Map(anchorings).set('b', { ...anchored('anchored', 0, 2), isMisplaced: true });
    const [first] = reviewItems(annotations, damaged, now, toLive);
    assert.ok(first?.state === 'moved' && first.reason === 'misplaced');
  });

  it('is visited in both directions, around the ends, one after the other where several stand at one place', () => {
    const visit = (cursor: number, direction: 'next' | 'previous', visited?: string): string | undefined =>
      itemBeside(items, utf16(cursor), direction, visited)?.annotation.id;
    assert.equal(visit(0, 'next'), 'c');
    assert.equal(visit(4, 'next'), 'c', 'the cursor stands there, but it was not visited');
    assert.equal(visit(4, 'next', 'c'), 'd');
    assert.equal(visit(4, 'next', 'd'), 'a');
    assert.equal(visit(6, 'next', 'a'), 'c');
    assert.equal(visit(5, 'next', 'd'), 'a', 'the cursor has moved on since');
    assert.equal(visit(6, 'previous', 'a'), 'd');
    assert.equal(visit(4, 'previous', 'c'), 'a');
    assert.equal(visit(5, 'previous'), 'd');
    assert.equal(visit(0, 'previous'), 'a');
    assert.equal(itemBeside([], utf16(0), 'next'), undefined);
  });

  it('can be seen, also where it is but a point', () => {
    const content = text('郑州😀\n\n开😀');
    const seen = (at: number): [number, number] => {
      const look = range(utf16(at), utf16(at));
      const { start, end } = visibleRange({ state: 'orphan', annotation: sample('a', 0, '洛阳'), look }, content);
      return [start, end];
    };
    assert.deepEqual(seen(0), [0, 1]);
    assert.deepEqual(seen(2), [2, 4]);
    assert.deepEqual(seen(4), [2, 4], 'at the end of a line');
    assert.deepEqual(seen(5), [5, 5], 'an empty line has nothing to see');
    assert.deepEqual(seen(content.end), [7, 9]);
  });

  it('counts every annotation once: anchored, in review, or an orphan', () => {
    const word = fc.constantFrom('郑州', '开封', '洛阳', '，');
    fc.assert(
      fc.property(fc.array(word, { maxLength: 12 }), fc.array(fc.nat(20), { maxLength: 6 }), (words, starts) => {
        const content = text(words.join(''));
        const set = sampleSet(...starts.map((start, index) => sample(`a${index}`, start, '郑州', { before: '，' })));
        const all = anchorAll(set, content, 'b'.repeat(64));
        const review = reviewItems(set.annotations, all, content, (parts) => parts);
        const sure = set.annotations.filter(({ id }) => all.get(id)?.state === 'anchored');
        assert.equal(review.length + sure.length, set.annotations.length);
      }),
    );
  });
});

describe('an exact and unique match', () => {
  const source = '省委书记楼阳生在‹郑州市›调研时指出，要加快建设。';
  const check = (what: string, now: string, expected: boolean): void => {
    it(`${expected ? 'is' : 'is not'} ${what}`, () =>
      assert.equal(isExactAndUnique(marked('a', source), text(now)), expected));
  };
  const plain = source.replace(/[‹›]/g, '');
  check('the same text', plain, true);
  check('the same words and context elsewhere', `快讯。${plain}完。`, true);
  check('one that occurs twice', plain + plain, false);
  check('one whose context has changed in one character', plain.replace('指出', '强调'), false);
  check('none', '今天天气很好', false);

  it('is not the bare words of a record without context', () => {
    assert.equal(isExactAndUnique(sample('a', 0, '郑州'), text('在郑州调研')), false);
  });
});

describe('placing an annotation by hand', () => {
  it('gives it the place and the words that stand there, and keeps everything else', () => {
    const further = { start: codePoint(95), end: codePoint(97), exact: '开封' };
    const lost = sample('a', 90, '郑州', { note: '见规划', in: '0123', also: [further] });
    const now = text('省委书记在开封市调研');
    const result = apply(sampleSet(lost), placeAt('a', [range(utf16(5), utf16(8))], now));
    assert.ok(result.ok);
    const expected = sample('a', 5, '开封市', { note: '见规划', before: '省委书记在', after: '调研' });
    assert.deepEqual(findAnnotation(result.set, 'a'), expected);
    const back = apply(result.set, result.inverse);
    assert.deepEqual(back.ok && findAnnotation(back.set, 'a'), lost);
  });
});
