import { strict as assert } from 'node:assert';
import type { AnnotationSet } from '../../../core/annotation/annotation';
import { spanFields } from '../../../core/annotation/placement';
import { matchesOf, type Candidate } from '../../../core/corpus/lostSidecars';
import { CanonicalText } from '../../../core/text/canonicalText';
import { range, utf16 } from '../../../core/text/units';
import { sha256 } from '../../../node/sha256';

const ARTICLE = '本报讯 市委书记到中原区调研。副市长随后到金水区走访企业，并在郑东新区召开座谈会。';
const candidate = (address: string, source: string): Candidate => {
  const text = new CanonicalText(source);
  return { address, text, sha256: sha256(text.text) };
};

function lostSet(): AnnotationSet {
  const text = new CanonicalText(ARTICLE);
  const annotations = ['中原区', '金水区', '郑东新区', '副市长'].map((exact, index) => {
    const start = ARTICLE.indexOf(exact);
    return { id: `a${index}`, label: 'LOC', ...spanFields(text, [range(utf16(start), utf16(start + exact.length))]) };
  });
  return { text: { sha256: sha256(ARTICLE), length: text.length }, annotations, relations: [], document: {} };
}

describe('lost sidecars', () => {
  const lost = { address: 'file:///c/a.txt.ann.yaml', set: lostSet() };
  const other = candidate('o', '天气晴朗，各地气温回升，未来三天以多云为主，局部地区有小雨。'.repeat(2));

  it('belong to every article with their text', () => {
    const matches = matchesOf(lost, [other, candidate('x', ARTICLE), candidate('y', ARTICLE)]);
    assert.deepEqual(matches, [
      { address: 'x', isSameText: true },
      { address: 'y', isSameText: true },
    ]);
  });
  it('may belong to the one article with most of their words', () => {
    const edited = candidate('x', ARTICLE.replace('本报讯 ', '晚报消息：'));
    assert.deepEqual(matchesOf(lost, [other, edited]), [{ address: 'x', isSameText: false }]);
    assert.deepEqual(matchesOf(lost, [edited, candidate('y', `${ARTICLE}完。`)]), []);
  });
  it('belong to none where little of them is found', () => {
    assert.deepEqual(matchesOf(lost, [other, candidate('x', '市委书记到中原区调研。')]), []);
    assert.deepEqual(
      matchesOf({ ...lost, set: { ...lost.set, annotations: lost.set.annotations.slice(0, 2) } }, [
        candidate('x', `${ARTICLE}完`),
      ]),
      [],
    );
  });
});
