import { strict as assert } from 'node:assert';
import { emptyAnnotationSet, textIdentity, type AnnotationSet } from '../../../core/annotation/annotation';
import { layerAfter, layerInSteps, type LayerSpan } from '../../../core/annotation/layers';
import { spanFields } from '../../../core/annotation/placement';
import { runAtOnce } from '../../../core/cooperative';
import { CanonicalText } from '../../../core/text/canonicalText';
import { range, utf16 } from '../../../core/text/units';
import { sha256 } from '../../../node/sha256';

const BEFORE = new CanonicalText(
  '省委书记楼阳生在郑州市调研时指出，要加快建设。\n市长何雄陪同调研并主持召开座谈会。\n',
);

const setOf = (...words: readonly string[]): AnnotationSet => ({
  ...emptyAnnotationSet(textIdentity(BEFORE, sha256), 'lin'),
  annotations: words.map((word) => {
    const start = BEFORE.text.indexOf(word);
    return { id: word, label: 'PER', ...spanFields(BEFORE, [range(utf16(start), utf16(start + word.length))]) };
  }),
});

const layerIn = (text: CanonicalText, ...words: readonly string[]): readonly LayerSpan[] =>
  runAtOnce(layerInSteps(setOf(...words), text, sha256(text.text)));
const shown = (text: CanonicalText, spans: readonly LayerSpan[]): string[] =>
  spans.map(({ annotation, range: place, isSure }) => `${annotation.id}: ${text.slice(place)}${isSure ? '' : '?'}`);

describe('the layer of another annotator', () => {
  it('stands where its file says, also in a text that was changed since', () => {
    assert.deepEqual(shown(BEFORE, layerIn(BEFORE, '楼阳生', '何雄')), ['楼阳生: 楼阳生', '何雄: 何雄']);
    const changed = new CanonicalText(`本报讯\n${BEFORE.text.replace('市长何雄陪同调研并', '')}`);
    assert.deepEqual(
      shown(changed, layerIn(changed, '楼阳生', '何雄')),
      ['楼阳生: 楼阳生'],
      'what has lost its place is not shown',
    );
  });

  it('moves with edits, and loses what they remove', () => {
    const spans = layerIn(BEFORE, '楼阳生', '何雄');
    const at = BEFORE.text.indexOf('楼阳生');
    const after = layerAfter(spans, [
      { start: utf16(0), end: utf16(0), newLength: 3 },
      { start: utf16(at + 3), end: utf16(at + 6), newLength: 0 },
    ]);
    assert.deepEqual(
      after.map(({ annotation, range: place }) => [annotation.id, place.start]),
      [['何雄', BEFORE.text.indexOf('何雄')]],
    );
  });
});
