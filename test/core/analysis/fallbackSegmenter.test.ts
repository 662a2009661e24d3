import { strict as assert } from 'node:assert';
import fc from 'fast-check';
import { createFallbackSegmenter } from '../../../core/analysis/fallbackSegmenter';

const segmenter = createFallbackSegmenter();

describe('the fallback segmenter', () => {
  it('returns words that joined are the text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        assert.equal(
          segmenter
            .segment(text)
            .map((word) => word.text)
            .join(''),
          text,
        );
      }),
    );
  });

  it('knows the gazetteers and keeps runs of letters and digits', () => {
    const words = segmenter.segment('郑州市有5G产业园');
    assert.deepEqual(
      words.map(({ text, tag }) => `${text}/${tag}`),
      ['郑州市/ns', '有/p', '5G/eng', '产业园/n'],
    );
  });
});
