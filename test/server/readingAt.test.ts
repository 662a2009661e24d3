import { strict as assert } from 'node:assert';
import type { Segmenter } from '../../core/analysis/segmenter';
import { readingAt } from '../../server/features/readingAt';
import type { SpanPlace } from '../../core/protocol';
import { utf16 } from '../../core/text/units';
import { markedArticle, placeOf } from './markedArticle';

/** Words of two characters, marks alone. */
const pairs: Segmenter = {
  name: 'pairs',
  segment: (text) => (text.match(/[\p{L}\p{N}]{1,2}|./gsu) ?? []).map((word) => ({ text: word, tag: 'x' })),
};

describe('the reading of a paragraph', () => {
  const read = (content: string, words: string) => {
    const analysis = markedArticle(content);
    const reading = readingAt(analysis, pairs, utf16(placeOf(analysis.text, words)));
    const listed = (places: readonly SpanPlace[] = []): string[] =>
      places.map(({ start, end }) => analysis.text.text.slice(start, end));
    return {
      words: listed(reading?.words),
      sentences: listed(reading?.sentences),
      whole: listed(reading ? [reading] : []),
    };
  };

  it('has its words, marks too and blanks not, and its sentences', () => {
    const { words, sentences, whole } = read('标题在此\n\n楼阳生在郑州 调研。他强调发展。\n\n另一段落。', '郑州');
    assert.deepEqual(words, ['楼阳', '生在', '郑州', '调研', '。', '他强', '调发', '展', '。']);
    assert.deepEqual(sentences, ['楼阳生在郑州 调研。', '他强调发展。']);
    assert.deepEqual(whole, ['楼阳生在郑州 调研。他强调发展。']);
  });
  it('takes a word that a column break cuts in two as one', () => {
    const { words } = read('要闻\n\n了解“双\n\n创”工作。', '了解');
    assert.ok(words.includes('双\n\n创'), words.join('|'));
  });
  it('is none where no paragraph stands', () => {
    assert.equal(readingAt(markedArticle('\n\n\n'), pairs, utf16(1)), null);
  });
  it('of a very long one is the part around the offset, without what the cuts may have spoilt', () => {
    const analysis = markedArticle('发展'.repeat(10_000) + '郑州' + '调研'.repeat(10_000) + '。');
    const at = placeOf(analysis.text, '郑州');
    const reading = readingAt(analysis, pairs, at);
    assert.ok(reading && reading.start > at - 2000 && reading.end < at + 2000 && reading.end - reading.start > 3500);
    assert.ok(reading.words.every(({ start, end }) => reading.start <= start && end <= reading.end));
    assert.deepEqual(reading.words[0]?.start, reading.start);
  });
});
