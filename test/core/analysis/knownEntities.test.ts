import { strict as assert } from 'node:assert';
import fc from 'fast-check';
import { KnownEntities, recognitionForm } from '../../../core/analysis/knownEntities';
import { SegmentedBlock } from '../../../core/analysis/segmentedBlock';
import type { Segmenter } from '../../../core/analysis/segmenter';
import { loadJiebaSegmenter } from '../../../node/jiebaSegmenter';
import { listed } from './listedEntities';
import { readMarkedText, writeMarkedText } from './markedText';

const jieba = loadJiebaSegmenter()!;

function found(text: string, known: KnownEntities): string {
  return writeMarkedText(text, known.occurrences(new SegmentedBlock(recognitionForm(text), jieba)));
}

function check(marked: string, ...lines: readonly string[]): void {
  it(marked, () => assert.equal(found(readMarkedText(marked).text, new KnownEntities(listed(...lines))), marked));
}

describe('listed names in a text', () => {
  describe('are found by name and alias, the longest one first', () => {
    check('⟦FAC:豫章算力谷⟧项目开工，⟦FAC:算力谷⟧二期启动。', 'FAC 豫章算力谷 算力谷');
    check('⟦ORG:中原芯谷管委会⟧与⟦FAC:中原芯谷⟧', 'FAC 中原芯谷', 'ORG 中原芯谷管委会');
    check('⟦PER:亓官毓⟧报道，⟦PER:逯遥⟧说', 'PER 亓官毓', 'PER 逯遥');
  });

  describe('are found in another script and width', () => {
    check('⟦ORG:鄭州報業集團⟧', 'ORG 郑州报业集团');
    check('⟦ORG:郑州报业集团⟧', 'ORG 鄭州報業集團');
    check('⟦TERM:５Ｇ＋产业⟧', 'TERM 5G+产业');
    check('⟦FAC:数谷（二期）⟧', 'FAC 数谷(二期)');
  });

  describe('of Latin letters are whole words', () => {
    check('OpenAI与⟦ORG:AI⟧实验室、⟦ORG:AI⟧-5、AI5、5AI', 'ORG AI');
    check('the ⟦ORG:World Bank⟧ and World Banks', 'ORG World\u00a0Bank');
    check('13号线与⟦FAC:3号线⟧', 'FAC 3号线');
    check('Яндекс和⟦ORG:Ян⟧', 'ORG Ян');
  });

  describe('are no pieces of other words', () => {
    check('中国人民', 'ORG 国人');
    check('王凯旋与⟦PER:王凯⟧出席', 'PER 王凯');
    check('如何雄心勃勃', 'PER 何雄');
    check('进入高峰期', 'PER 高峰');
    check('⟦LOC:豫⟧、鲁两省，豫剧名家', 'LOC 豫');
    check('生产能力谷底', 'FAC 能力谷');
  });

  describe('that several entities bear', () => {
    check('⟦PER:王凯⟧出席', 'PER 王凯 王省长', 'PER 王凯教授 王凯');
    check('郑州举办', 'LOC 郑州', 'ORG 郑州队 郑州');

    it('tell the entity by the label, where that is enough', () => {
      const known = new KnownEntities([
        { id: 'city', label: 'LOC', name: '鄭州', aliases: [] },
        { id: 'team', label: 'ORG', name: '郑州队', aliases: ['郑州', '郑州'] },
        { id: 'wang', label: 'PER', name: '王凯', aliases: [] },
        { id: 'wang2', label: 'PER', name: '王凯', aliases: [] },
      ]);
      assert.equal(known.named('LOC', '郑州')?.id, 'city');
      assert.equal(known.named('ORG', '郑州')?.id, 'team');
      assert.equal(known.named('PER', '王凯'), undefined);
      assert.equal(known.named('PER', '郑州'), undefined);
    });
  });

  it('name the entity, or the name where that is all there is to tell', () => {
    const known = new KnownEntities([
      { id: 'q1', label: 'PER', name: '何雄', aliases: ['何市長'] },
      { id: 'q2', label: 'PER', name: '何某某', aliases: ['何市长'] },
    ]);
    const words = new SegmentedBlock('何雄，何市长', jieba);
    assert.deepEqual(
      known.occurrences(words).map(({ detail }) => detail),
      ['q1', '何市长'],
    );
  });

  it('that are blank or endless are passed over', () => {
    const known = new KnownEntities(listed(`ORG ${'郑'.repeat(101)} ${'洲'.repeat(100)}`, 'ORG \u3000'));
    assert.equal(found(`郑${'郑'.repeat(100)}，\u3000，${'洲'.repeat(100)}`, known).split('⟦').length, 2);
  });

  const words: Segmenter = {
    name: 'by bars',
    segment: (text) => Array.from(text.matchAll(/[^|]*\||[^|]+/g), ([word]) => ({ text: word, tag: 'n' })),
  };
  it('are what a plain search finds, left to right and the longest first', () => {
    const name = fc.string({ unit: fc.constantFrom('甲', '乙', 'a'), minLength: 1, maxLength: 5 });
    const text = fc.string({ unit: fc.constantFrom('甲', '乙', 'a', '|', ' '), maxLength: 60 });
    fc.assert(
      fc.property(fc.array(name, { maxLength: 8 }), text, (names, read) => {
        const known = new KnownEntities(names.map((one) => ({ id: one, label: 'ORG', name: one, aliases: [] })));
        const block = new SegmentedBlock(read, words);
        const spans = known.occurrences(block).map(({ start, end }) => [start, end]);
        assert.deepEqual(spans, plainSearch(block, names));
      }),
      { numRuns: 1000 },
    );
  });

  it('take no longer than the text is long, however alike they are', () => {
    const known = new KnownEntities(
      Array.from({ length: 100 }, (_, index) => listed(`ORG ${'洲'.repeat(index + 1)}甲`)).flat(),
    );
    const milliseconds = (length: number): number => {
      const block = new SegmentedBlock('洲'.repeat(length), words);
      const start = performance.now();
      known.occurrences(block);
      return performance.now() - start;
    };
    milliseconds(10_000);
    assert.ok(milliseconds(50_000) < 2000);
  });
});

function plainSearch(block: SegmentedBlock, names: readonly string[]): number[][] {
  const { text } = block;
  const isLatin = (at: number): boolean => text.charAt(at) === 'a';
  const isEdge = (at: number, inside: number): boolean => isLatin(inside) || block.isBoundary(at);
  const fits = (start: number, end: number): boolean => {
    if ((isLatin(start - 1) && isLatin(start)) || (isLatin(end - 1) && isLatin(end))) return false;
    const edges = Number(isEdge(start, start)) + Number(isEdge(end, end - 1));
    return edges >= (end - start <= 2 ? 2 : 1);
  };
  const spans: number[][] = [];
  for (let start = 0; start < text.length; start++) {
    const ends = names.filter((name) => text.startsWith(name, start)).map((name) => start + name.length);
    const end = Math.max(...ends.filter((one) => fits(start, one)));
    if (end <= start) continue;
    spans.push([start, end]);
    start = end - 1;
  }
  return spans;
}
