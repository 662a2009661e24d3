import { strict as assert } from 'node:assert';
import fc from 'fast-check';
import { KnownEntities } from '../../../core/analysis/knownEntities';
import { emptyAnnotationSet, textIdentity } from '../../../core/annotation/annotation';
import { apply } from '../../../core/annotation/operations';
import { annotating, templateElsewhere, templateOf } from '../../../core/occurrences/annotateOccurrences';
import { OccurrenceSearch, queryFor } from '../../../core/occurrences/findOccurrences';
import { longerWords } from '../../../core/occurrences/longerWords';
import { OccurrenceList } from '../../../core/occurrences/occurrenceList';
import { searchCorpus, type SearchHost, type SearchRequest } from '../../../core/occurrences/searchCorpus';
import type { PlacedSpan } from '../../../core/occurrences/verdict';
import { CanonicalText } from '../../../core/text/canonicalText';
import { readLogicalText } from '../../../core/text/logicalText';
import { range, utf16, type Range, type Utf16 } from '../../../core/text/units';
import { loadJiebaSegmenter } from '../../../node/jiebaSegmenter';
import { sha256 } from '../../../node/sha256';

const SENTENCE = '会议指出，要坚持规划引领，树立国际视野，让重大决策经得起历史的检验。';
const span = (start: number, end: number): Range<Utf16> => range(utf16(start), utf16(end));

/** The text with `‹›` around what is found in it. */
function marked(source: string, query: string, foldsVariants = false): string {
  const text = new CanonicalText(source.replace(/[‹›]/g, ''));
  const found = new OccurrenceSearch({ text: query, foldsVariants }).inArticle(text)?.matches ?? [];
  return found.reduceRight(
    (left, { range: { start, end } }) => `${left.slice(0, start)}‹${left.slice(start, end)}›${left.slice(end)}`,
    text.text,
  );
}

describe('occurrences of words', () => {
  const check = (what: string, source: string, query: string, foldsVariants = false): void => {
    it(what, () => assert.equal(marked(source, query, foldsVariants), source));
  };
  check('are found in order', '‹郑州›到‹郑州›，开州到郑', '郑州');
  check('do not overlap', '‹哈哈›‹哈哈›哈', '哈哈');
  check('are found through a column break', `${SENTENCE}科大‹讯飞股份\n\n有限公司›在郑州发布。`, '讯飞股份有限公司');
  check('are found in a name that is spread', '‹王　凯›、\n李明出席。', '王凯');
  check('have the width that was asked for', '‹Ａ股›和A股', 'Ａ股');
  check('have any width and script on request', '‹Ａ股›和‹A股›', 'A股', true);
  check('are Traditional too on request', '‹鄭州›和‹郑州›', '郑州', true);
  check('are Simplified only without', '鄭州和‹郑州›', '郑州');
  check('do not reach over the end of a paragraph', '会议在郑州。\n\n州长到会。', '州州');
  check('of nothing are none', '郑州', '');

  it('are looked for as readers see them, from a place that a break cuts', () => {
    const text = readLogicalText(new CanonicalText(`${SENTENCE}讯飞股份\n\n有限公司在郑州发布。`));
    const place = span(SENTENCE.length, SENTENCE.length + 10);
    assert.equal(queryFor(text, place, false).text, '讯飞股份有限公司');
  });

  it('are never missed for want of reading the layout', () => {
    const piece = fc.constantFrom(
      '郑',
      '州',
      '鄭',
      'A',
      'Ａ',
      '\n\n',
      '\n',
      '　',
      ' ',
      '，',
      ',',
      '。',
      '1',
      '𬭎',
      '"',
      ':',
    );
    const source = fc.array(piece, { maxLength: 30 }).map((pieces) => pieces.join(''));
    const query = fc.array(piece, { minLength: 1, maxLength: 3 }).map((pieces) => pieces.join('').trim());
    fc.assert(
      fc.property(source, query, fc.boolean(), (content, wanted, foldsVariants) => {
        const [text, search] = [new CanonicalText(content), new OccurrenceSearch({ text: wanted, foldsVariants })];
        if (search.in(readLogicalText(text)).length > 0) assert.ok(search.mayHold(text));
      }),
      { numRuns: 3000 },
    );
  });
});

describe('a longer word', () => {
  const segmenter = loadJiebaSegmenter()!;
  const known = new KnownEntities([{ id: 'zz', label: 'ORG', name: '郑州日报社', aliases: [] }]);
  const check = (source: string, expected: string | undefined): void => {
    it(source, () => {
      const start = source.indexOf('‹');
      const text = source.replace(/[‹›]/g, '');
      const end = source.indexOf('›') - 1;
      const [found] = longerWords({ text, spans: [{ start, end }] }, { segmenter, tagger: undefined, known });
      assert.equal(found && `${found.kind} ${found.text}`, expected);
    });
  };
  check('他是‹中国›人民的朋友', undefined);
  check('中‹国人›民站起来了', 'word 中国');
  check('在‹郑州›日报社开会', 'name 郑州日报社');
  check('在‹郑州日报社›开会', undefined);
  check('‹郑州›合晶硅材料有限公司成立。', 'name 郑州合晶硅材料有限公司');
  check('书记‹楼阳生›在郑州', undefined);
});

describe('a search for the same again', () => {
  const texts: Record<string, string> = {
    a: '楼阳生在郑州。楼阳生指出，楼阳生们。楼阳生到会。',
    b: '郑州没有他。',
    c: `${SENTENCE}楼阳\n\n生到会。`,
  };
  const annotated: Record<string, PlacedSpan[]> = {
    a: [
      { label: 'PER', range: span(0, 3) },
      { label: 'ORG', range: span(7, 11) },
    ],
  };
  const host: SearchHost = {
    text: (uri) => Promise.resolve(texts[uri] === undefined ? undefined : new CanonicalText(texts[uri])),
    annotations: (uri) => Promise.resolve(annotated[uri] ?? []),
    longerWords: (_uri, pieces) =>
      Promise.resolve(
        pieces.map(({ text, spans }) => {
          const isOthers = text.startsWith('楼阳生们', spans[0]!.start);
          return [isOthers ? { kind: 'word' as const, text: '生们', start: 15, end: 17 } : null];
        }),
      ),
  };
  const request: SearchRequest = {
    query: { text: '楼阳生', foldsVariants: false },
    label: 'PER',
    articleUris: ['c', 'a', 'b', 'gone'],
    accepted: new Set(),
  };
  const NEVER = { isCancellationRequested: false };

  it('tells what is annotated, what is part of something else, and what is free', async () => {
    const seen: number[] = [];
    const found = await searchCorpus(request, host, NEVER, (done) => seen.push(done));
    assert.ok(found !== undefined);
    assert.deepEqual(
      found.articles.map(({ articleUri, occurrences }) => [articleUri, occurrences.map(({ verdict }) => verdict.kind)]),
      [
        ['c', ['free']],
        ['a', ['inside', 'word', 'free']],
      ],
    );
    assert.deepEqual([found.annotated, found.unreadable, seen.length], [1, 1, 4]);
    assert.equal(await searchCorpus(request, host, { isCancellationRequested: true }), undefined);
  });

  it('ticks what nothing speaks against, and annotates what is ticked', async () => {
    const found = await searchCorpus(request, host, NEVER);
    assert.ok(found !== undefined);
    const list = new OccurrenceList(found);
    assert.deepEqual(list.ticks, { ticked: 2, all: 4 });
    const [c, a] = found.articles;
    list.tick(a!, a!.occurrences[0]!, true);
    list.tickAll(c!, false);
    assert.deepEqual(
      list.chosen().map(({ articleUri, occurrences }) => [articleUri, occurrences.length]),
      [['a', 2]],
    );
    list.tickAll(a!, true);
    const [chosen] = list.chosen();
    const [article, ids] = [new CanonicalText(texts['a']!), ['x', 'y']];
    const saved = { text: article, identity: textIdentity(article, sha256) };
    const template = { label: 'PER', entity: 'lou', attributes: { gender: 'm' } };
    const operationFor = annotating(chosen!, template, { by: 'lin', source: { kind: 'query', query: '楼阳生' } }, () =>
      ids.shift()!,
    );
    const set = emptyAnnotationSet(saved.identity);
    const result = apply(set, operationFor(set, saved)!);
    assert.ok(result.ok);
    assert.deepEqual(
      result.set.annotations.map(({ start, exact, entity, source }) => [start, exact, entity, source]),
      [[18, '楼阳生', 'lou', { kind: 'query', query: '楼阳生' }]],
    );
    assert.equal(operationFor(result.set, saved), undefined, 'what has the label is not annotated twice');
    const edited = new CanonicalText(`先说：${texts['a']!}`);
    const moved = operationFor(set, { text: edited, identity: textIdentity(edited, sha256) });
    assert.ok(moved?.kind === 'bulk' && moved.operations[0]?.kind === 'add');
    assert.equal(moved.operations[0].annotation.start, 21);
  });

  it('copies what is wanted, and never an entity of one file into another', () => {
    const source = { label: 'PER', entity: '#e1', attributes: { gender: 'm' } };
    assert.deepEqual(templateOf(source, false), { label: 'PER' });
    assert.deepEqual(templateOf(source, true), source);
    assert.deepEqual(templateElsewhere(source), { label: 'PER', attributes: { gender: 'm' } });
    assert.deepEqual(templateElsewhere({ label: 'PER', entity: 'lou' }), { label: 'PER', entity: 'lou' });
  });
});
