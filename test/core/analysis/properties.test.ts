import { strict as assert } from 'node:assert';
import fc from 'fast-check';
import { analyse, analyseInSteps, type AnalysisResources } from '../../../core/analysis/analyse';
import type { Analysis } from '../../../core/analysis/analysis';
import { createFallbackSegmenter } from '../../../core/analysis/fallbackSegmenter';
import { CanonicalText } from '../../../core/text/canonicalText';
import type { Reading } from '../../../core/analysis/reading';
import { loadAnalysisResources } from '../../../node/analysisResources';

const jieba = loadAnalysisResources();
const fallback: AnalysisResources = { ...jieba, segmenter: createFallbackSegmenter() };

/** Pieces of articles, of typesetting and of nonsense. */
const piece = fc.oneof(
  fc.constantFrom(
    '省委书记楼阳生',
    '、',
    '，',
    '。',
    '\n\n',
    ' ',
    '“',
    '”',
    '《',
    '》',
    '（',
    ')',
    '记者 冯芸 马涛',
    '市工信局党组书记、局长王智明',
    '2023年',
    '6月17日至19日',
    '30家',
    '郑州市',
    '中原科技城',
    '第七届数字中国建设峰会',
    '“专精特新”',
    '·',
    '有限公司',
    '大学',
    '产业园',
    '二期工程',
    '阿里',
    '买买提',
    '𠮷',
    '1,000😀１０：３０',
    '李　𬭎',
    '穆为民、周霁参加',
    '以下简称《意见》',
  ),
  fc.string({ maxLength: 4 }),
);
const article = fc.array(piece, { maxLength: 40 }).map((pieces) => pieces.join(''));

describe('analysis of any text', () => {
  for (const resources of [fallback, jieba]) {
    const { segmenter } = resources;
    it(`has mentions that fit the text, nest only as ORG in POST and never cross (${segmenter.name})`, () => {
      fc.assert(
        fc.property(article, (text) => checkMentions(analyse(new CanonicalText(text), resources))),
        { numRuns: 150 },
      );
    });

    it(`is the same with a cache after edits as without (${segmenter.name})`, () => {
      const edits = fc.array(fc.tuple(fc.nat(), fc.nat({ max: 8 }), piece), { maxLength: 5 });
      fc.assert(
        fc.property(article, edits, (start, changes) => {
          const cache = new Map<string, Reading>();
          let text = start;
          analyse(new CanonicalText(text), resources, cache);
          for (const [at, removed, inserted] of changes) {
            const offset = at % (text.length + 1);
            text = text.slice(0, offset) + inserted + text.slice(offset + removed);
            const cached = analyse(new CanonicalText(text), resources, cache);
            assert.deepEqual(summary(cached), summary(analyse(new CanonicalText(text), resources)));
          }
        }),
        { numRuns: 60 },
      );
    });
  }

  it('yields at least once a passage', () => {
    const steps = analyseInSteps(new CanonicalText('一。\n\n二。\n\n三。'), fallback);
    let yields = 0;
    while (steps.next().done !== true) yields++;
    assert.ok(yields >= 3);
  });
});

const summary = ({ mentions, entities }: Analysis): unknown => ({ mentions, entities });

function checkMentions({ text, logical, mentions, entities }: Analysis): void {
  for (const [index, mention] of mentions.entries()) {
    const { range } = mention;
    assert.ok(range.start < range.end && range.end <= text.end);
    assert.deepEqual([text.snap(range.start), text.snap(range.end)], [range.start, range.end], 'inside a pair');
    assert.equal(logical.text.slice(mention.logical.start, mention.logical.end), mention.text);
    assert.ok(entities.find(({ id }) => id === mention.entity)?.mentions.includes(index));
    const next = mentions[index + 1];
    if (next === undefined) continue;
    assert.ok(range.start <= next.range.start);
    const nested = next.range.end <= range.end && next.range.start < range.end;
    assert.ok(next.range.start >= range.end || (nested && mention.label === 'POST' && next.label === 'ORG'));
  }
  assert.equal(
    entities.reduce((sum, entity) => sum + entity.mentions.length, 0),
    mentions.length,
  );
}
