import { strict as assert } from 'node:assert';
import type { Segmenter } from '../../../core/analysis/segmenter';
import { inScheme, OWN_LABELS, UNIVERSAL_NER_LABELS } from '../../../core/evaluation/labelSchemes';
import { byParagraph } from '../../../core/evaluation/paragraphs';
import { segmenterNames } from '../../../core/evaluation/segmenterNames';
import { CanonicalText } from '../../../core/text/canonicalText';
import { readLogicalText } from '../../../core/text/logicalText';
import { span } from './spans';

/** A line of print that goes on below: only a full line can be broken inside a word. */
const LONG_LINE = '王凯说，要把责任落实到位，把工作做实做细，让群众看到变化，得到实惠，今年还要再办一批实事，';

describe('label schemes', () => {
  const spans = [span(0, 4, 'POST'), span(0, 2, 'ORG'), span(4, 7, 'PER'), span(8, 12, 'FAC'), span(14, 16, 'TIME')];

  it('of Universal NER keep the body of a post, call a site a location and drop the rest', () => {
    assert.deepEqual(inScheme(spans, UNIVERSAL_NER_LABELS), [span(0, 2, 'ORG'), span(4, 7, 'PER'), span(8, 12, 'LOC')]);
  });

  it('of our own keep all, also labels of a user', () => {
    const all = [...spans, span(20, 22, 'SHIP')];
    assert.deepEqual(inScheme(all, OWN_LABELS), all);
  });
});

describe("a segmenter's own names", () => {
  const TAGS: Readonly<Record<string, string>> = { 郑州: 'ns', 王凯: 'nr', 华盛顿: 'nrt', 市政府: 'nt', 发展: 'vn' };
  const segmenter: Segmenter = {
    name: 'stub',
    segment: (text) =>
      (text.match(/郑州|王凯|华盛顿|市政府|发展|./gsu) ?? []).map((word) => ({ text: word, tag: TAGS[word] ?? 'x' })),
  };

  it('are persons, places and bodies at their places in the canonical text, also behind a column break', () => {
    const text = new CanonicalText(`${LONG_LINE}郑\n\n州市政府要抓发展。\n\n　　华盛顿来信。\n`);
    const found = segmenterNames(readLogicalText(text), segmenter);
    assert.deepEqual(
      found.map(({ label, start, end }) => [label, text.text.slice(start, end)]),
      [
        ['PER', '王凯'],
        ['LOC', '郑\n\n州'],
        ['ORG', '市政府'],
        ['PER', '华盛顿'],
      ],
    );
  });
});

describe('paragraphs', () => {
  const text = new CanonicalText(`　　${LONG_LINE}楼阳生在郑\n\n州调研。\n\n　　市长李新军参加。\n`);
  const of = (label: string, words: string) => {
    const start = text.text.indexOf(words);
    return span(start, start + words.length, label);
  };

  it('take the spans that start in them, one over a column break with the paragraph it belongs to', () => {
    const logical = readLogicalText(text);
    assert.equal(logical.blocks.length, 2);
    const spans = [of('PER', '李新军'), of('LOC', '郑\n\n州'), of('PER', '楼阳生')];
    const shown = byParagraph(spans, logical).map((paragraph) =>
      paragraph.map(({ start, end }) => text.text.slice(start, end)),
    );
    assert.deepEqual(shown, [['楼阳生', '郑\n\n州'], ['李新军']]);
  });
});
