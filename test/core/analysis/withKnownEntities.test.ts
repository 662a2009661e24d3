import { strict as assert } from 'node:assert';
import fc from 'fast-check';
import { KnownEntities } from '../../../core/analysis/knownEntities';
import type { Candidate } from '../../../core/analysis/mention';
import { SegmentedBlock } from '../../../core/analysis/segmentedBlock';
import type { Segmenter } from '../../../core/analysis/segmenter';
import { withKnownEntities } from '../../../core/analysis/withKnownEntities';
import { loadJiebaSegmenter } from '../../../node/jiebaSegmenter';
import { listed } from './listedEntities';
import { readMarkedText, writeMarkedText, type MarkedSpan } from './markedText';

const jieba = loadJiebaSegmenter()!;

const candidate = ({ label, start, end }: MarkedSpan): Candidate => ({
  label,
  start,
  end,
  confidence: 0.9,
  evidence: [{ recogniser: 'tagger', detail: '' }],
});

/** `before` is what the tagger found, `after` what is left once the user's names are put in. */
function check(before: string, after: string, ...lines: readonly string[]): void {
  it(`${before} -> ${after} (${lines.join('; ')})`, () => {
    const { text, spans } = readMarkedText(before);
    const known = new KnownEntities(listed(...lines));
    const result = withKnownEntities(spans.map(candidate), new SegmentedBlock(text, jieba), known);
    assert.equal(writeMarkedText(text, result), after);
    const added = result.filter(({ evidence }) => evidence[0]?.recogniser === 'authority');
    assert.ok(added.every(({ confidence }) => confidence === 1));
  });
}

describe('what the user lists', () => {
  describe('is put in', () => {
    check('豫章算力谷开工', '⟦FAC:豫章算力谷⟧开工', 'FAC 豫章算力谷');
    check('⟦POST:市长⟧何雄出席', '⟦POST:市长⟧⟦PER:何雄⟧出席', 'PER 何雄');
  });

  describe('replaces what is there, in part there, or larger than what is there', () => {
    check('⟦ORG:豫章算力谷⟧开工', '⟦FAC:豫章算力谷⟧开工', 'FAC 豫章算力谷');
    check('⟦LOC:豫章⟧算力⟦PER:谷开⟧工', '⟦FAC:豫章算力谷⟧开工', 'FAC 豫章算力谷');
    check('⟦LOC:郑州⟧⟦PER:文庙⟧北门', '⟦FAC:郑州文庙⟧北门', 'FAC 郑州文庙');
    check('⟦POST:⟦ORG:郑州大学⟧教授⟧说', '⟦POST:⟦ORG:郑州大学⟧教授⟧说', 'POST 郑州大学教授');
    check('⟦POST:⟦ORG:省委⟧书记处⟧书记', '⟦ORG:省委书记处⟧书记', 'ORG 省委书记处');
  });

  describe('yields to a longer name that it is a part of', () => {
    check('⟦ORG:郑州市委⟧指出', '⟦ORG:郑州市委⟧指出', 'LOC 郑州');
    check('⟦POST:⟦ORG:郑州市委⟧书记⟧指出', '⟦POST:⟦ORG:郑州市委⟧书记⟧指出', 'LOC 郑州');
    check('⟦POST:⟦ORG:郑州市委组织部⟧部长⟧', '⟦POST:⟦ORG:郑州市委组织部⟧部长⟧', 'ORG 郑州市委');
    check('⟦FAC:鲁迅故居⟧与鲁迅', '⟦FAC:鲁迅故居⟧与⟦PER:鲁迅⟧', 'PER 鲁迅');
  });

  describe('opens the post of the tagger', () => {
    check('⟦POST:郑州市委书记⟧指出', '⟦POST:⟦ORG:郑州市委⟧书记⟧指出', 'ORG 郑州市委');
    check('⟦POST:⟦ORG:郑州⟧市委书记⟧指出', '⟦POST:⟦ORG:郑州市委⟧书记⟧指出', 'ORG 郑州市委');
    check('⟦POST:中共郑州市委书记⟧指出', '⟦POST:中共郑州市委书记⟧指出', 'ORG 郑州市委');
  });

  describe('is found in a longer span that another listed name breaks up', () => {
    check('⟦ORG:何雄豫章⟧算力谷', '⟦PER:何雄⟧⟦FAC:豫章算力谷⟧', 'PER 何雄', 'FAC 豫章算力谷');
  });

  it('changes nothing where nothing is listed', () => {
    const { text, spans } = readMarkedText('⟦POST:市长⟧⟦PER:何雄⟧出席');
    const before = spans.map(candidate);
    assert.equal(withKnownEntities(before, new SegmentedBlock(text, jieba), undefined), before);
    assert.equal(withKnownEntities(before, new SegmentedBlock(text, jieba), new KnownEntities([])), before);
  });

  const letters: Segmenter = {
    name: 'letters',
    segment: (text) => Array.from(text, (one) => ({ text: one, tag: 'n' })),
  };
  const text = fc.string({ unit: fc.constantFrom('甲', '乙', '丙'), maxLength: 30 });
  const label = fc.constantFrom('ORG', 'POST', 'PER');
  const name = fc.record({
    label,
    name: fc.string({ unit: fc.constantFrom('甲', '乙', '丙'), minLength: 1, maxLength: 6 }),
  });
  const lengths = fc.array(fc.tuple(fc.nat({ max: 3 }), fc.integer({ min: 1, max: 6 }), label, fc.nat({ max: 5 })));

  it('leaves spans in order, each character once but for bodies that open posts, and loses nothing without need', () => {
    fc.assert(
      fc.property(text, lengths, fc.array(name, { maxLength: 6 }), (read, places, names) => {
        const before = candidatesAt(places, read.length);
        const known = new KnownEntities(names.map((one) => ({ id: one.name, aliases: [], ...one })));
        const words = new SegmentedBlock(read, letters);
        const after = withKnownEntities(before, words, known);
        for (const [index, span] of after.entries()) {
          assert.ok(span.start >= 0 && span.start < span.end && span.end <= read.length);
          for (const other of after.slice(index + 1)) {
            assert.ok(span.start < other.start || (span.start === other.start && span.end > other.end));
            assert.ok(other.start >= span.end || opensPost(other, span), JSON.stringify(after));
          }
        }
        const occurrences = known.occurrences(words);
        const authority = after.filter(({ evidence }) => evidence[0]?.recogniser === 'authority');
        for (const one of authority)
          assert.ok(occurrences.some(({ start, end }) => start === one.start && end === one.end));
        for (const one of before) {
          if (after.includes(one)) continue;
          assert.ok(authority.some((other) => overlap(one, other)));
        }
        for (const one of occurrences) {
          if (authority.some(({ start, end }) => start === one.start && end === one.end)) continue;
          assert.ok(after.some((other) => overlap(one, other) && other.end - other.start > one.end - one.start));
        }
      }),
      { numRuns: 2000 },
    );
  });
});

type Place = Pick<Candidate, 'label' | 'start' | 'end'>;

const overlap = (a: Omit<Place, 'label'>, b: Omit<Place, 'label'>): boolean => a.start < b.end && b.start < a.end;

const opensPost = (body: Place, post: Place): boolean =>
  body.label === 'ORG' && post.label === 'POST' && body.start === post.start && body.end < post.end;

/** Spans one behind another, each with its gap, length and label; a post is opened by a body of some length. */
function candidatesAt(places: readonly (readonly [number, number, string, number])[], length: number): Candidate[] {
  const found: Candidate[] = [];
  let at = 0;
  for (const [gap, size, label, body] of places) {
    const start = at + gap;
    at = start + size;
    if (at > length) break;
    found.push(candidate({ label, start, end: at }));
    if (label === 'POST' && body > 0 && body < size) found.push(candidate({ label: 'ORG', start, end: start + body }));
  }
  return found;
}
