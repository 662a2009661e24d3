import { strict as assert } from 'node:assert';
import fc from 'fast-check';
import { foldingRangesOf } from '../../../core/article/folding';
import { outlineOf } from '../../../core/article/outline';
import { CanonicalText } from '../../../core/text/canonicalText';
import { readLogicalText } from '../../../core/text/logicalText';
import { sources } from '../text/documents';

function foldsOf(source: string): readonly (readonly [number, number])[] {
  const text = new CanonicalText(source);
  return foldingRangesOf(outlineOf(readLogicalText(text)), text).map((fold) => [fold.startLine, fold.endLine]);
}

describe('folds of an article', () => {
  it('are its articles, sections and broken paragraphs', () => {
    const source = '报告\r\n\r\n一、大势\r\n\r\n大势已明。还要\r\n\r\n努力。\r\n\r\n二、目标\r\n\r\n目标已定。';
    assert.deepEqual(foldsOf(source), [
      [0, 10],
      [2, 6],
      [4, 6],
      [8, 10],
    ]);
  });

  it('are none for an empty file and for one line', () => {
    assert.deepEqual(foldsOf(''), []);
    assert.deepEqual(foldsOf('要闻'), []);
  });

  it('are never empty, never cross and stay in the file', () => {
    fc.assert(
      fc.property(sources, (source) => {
        const folds = foldsOf(source);
        const lines = new CanonicalText(source).lineCount;
        for (const [start, end] of folds) {
          assert.ok(0 <= start && start < end && end < lines);
          for (const [from, to] of folds) assert.ok(to <= start || end <= from || (start - from) * (to - end) >= 0);
        }
      }),
    );
  });
});
