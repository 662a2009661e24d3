import { strict as assert } from 'node:assert';
import fc from 'fast-check';
import type { Position, Range, SelectionRange } from 'vscode-languageserver-types';
import { runAtOnce } from '../../core/cooperative';
import { createFallbackSegmenter } from '../../core/analysis/fallbackSegmenter';
import { utf16 } from '../../core/text/units';
import { entityMapOf } from '../../server/features/entitySpans';
import { selectionRangesInSteps } from '../../server/features/selectionRanges';
import { sources } from '../core/text/documents';
import { markedArticle, placeOf } from './markedArticle';

const segmenter = createFallbackSegmenter();

/** The texts that a selection at some words grows to, line feeds as `/`. */
function steps(marked: string, words: string): string[] {
  const analysis = markedArticle(marked);
  const source = { analysis, entities: entityMapOf(analysis, []), segmenter };
  const [found] = runAtOnce(selectionRangesInSteps(source, [placeOf(analysis.text, words)]));
  const textOf = ({ start, end }: Range): string =>
    analysis.text.text.slice(analysis.text.offsetAt(start), analysis.text.offsetAt(end)).replaceAll('\n', '/');
  return chainOf(found!).map(textOf);
}

function chainOf(innermost: SelectionRange): Range[] {
  return [innermost.range, ...(innermost.parent === undefined ? [] : chainOf(innermost.parent))];
}

describe('a selection', () => {
  it('grows by character, word, entity, sentence, paragraph, section and article', () => {
    const marked =
      '全会报告\n\n一、大势\n\n大势已明。省委书记⟦POST:⟦ORG:郑州市委⟧书记⟧到会。还要努力。\n\n二、目标\n\n目标已定。\n';
    assert.deepEqual(steps(marked, '市委'), [
      '市',
      '郑州市',
      '郑州市委',
      '郑州市委书记',
      '省委书记郑州市委书记到会。',
      '大势已明。省委书记郑州市委书记到会。还要努力。',
      '一、大势//大势已明。省委书记郑州市委书记到会。还要努力。',
      '全会报告//一、大势//大势已明。省委书记郑州市委书记到会。还要努力。//二、目标//目标已定。',
      '全会报告//一、大势//大势已明。省委书记郑州市委书记到会。还要努力。//二、目标//目标已定。/',
    ]);
  });

  it('takes a character as a reader sees it', () => {
    assert.equal(steps('👨‍👩‍👧𠮷', '👨')[0], '👨‍👩‍👧');
    assert.equal(steps('a𠮷b', '𠮷')[0], '𠮷');
  });

  it('grows from each position, in any text, by ranges that lie in each other and hold it', () => {
    fc.assert(
      fc.property(sources, fc.array(fc.nat(60), { minLength: 1, maxLength: 4 }), (source, offsets) => {
        const analysis = markedArticle(source.replace(/[⟦⟧]/g, ''));
        const { text } = analysis;
        const places = offsets.map((offset) => text.snap(utf16(offset)));
        const found = runAtOnce(
          selectionRangesInSteps({ analysis, entities: entityMapOf(analysis, []), segmenter }, places),
        );
        assert.equal(found.length, places.length);
        for (const [index, innermost] of found.entries()) {
          let inner: Range = { start: text.positionAt(places[index]!), end: text.positionAt(places[index]!) };
          for (const range of chainOf(innermost)) {
            assert.ok(isNotAfter(range.start, inner.start) && isNotAfter(inner.end, range.end));
            inner = range;
          }
          assert.equal(text.offsetAt(inner.end), text.end);
        }
      }),
    );
  });
});

const isNotAfter = (a: Position, b: Position): boolean =>
  a.line < b.line || (a.line === b.line && a.character <= b.character);
