import { deepStrictEqual, strictEqual } from 'node:assert';
import { SegmentedBlock } from '../../../core/analysis/segmentedBlock';
import type { Segmenter, Word } from '../../../core/analysis/segmenter';

/** Cuts a text as it is written: `郑州/ns 市/n`. */
function block(marked: string): SegmentedBlock {
  const words = marked.split(' ').map((word): Word => {
    const [text = '', tag = ''] = word.split('/');
    return { text, tag };
  });
  const segmenter: Segmenter = { name: 'marked', segment: () => words };
  return new SegmentedBlock(words.map(({ text }) => text).join(''), segmenter);
}

describe('SegmentedBlock', () => {
  it('gives words their places and finds the word at an offset', () => {
    const { tokens, codes } = block('郑州/ns 召开/v 会/n');
    deepStrictEqual(
      tokens.map(({ text, tag, start, end }) => [text, tag, start, end]),
      [
        ['郑州', 'ns', 0, 2],
        ['召开', 'v', 2, 4],
        ['会', 'n', 4, 5],
      ],
    );
    strictEqual(String.fromCharCode(...codes), '郑州召开会');
  });

  it('knows the word and the boundary at each offset, the ends of the text included', () => {
    const cut = block('郑州/ns 召开/v 会/n');
    deepStrictEqual(
      [-1, 0, 1, 2, 3, 4, 5].map((at) => cut.indexAt(at)),
      [-1, 0, 0, 1, 1, 2, 3],
    );
    deepStrictEqual(
      [0, 1, 2, 4, 5].map((at) => cut.isBoundary(at)),
      [true, false, true, true, true],
    );
  });

  it('repairs new areas that were cut as names, however many', () => {
    const { tokens, text } = block('郑东新/nr 区/n 和/c 西咸新/x 区/n 城区/n 区/n');
    strictEqual(text, '郑东新区和西咸新区城区区');
    deepStrictEqual(
      tokens.map((token) => `${token.text}/${token.tag}`),
      ['郑东/ns', '新区/n', '和/c', '西咸/ns', '新区/n', '城区/n', '区/n'],
    );
  });
});
