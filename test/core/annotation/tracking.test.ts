import { strict as assert } from 'node:assert';
import fc from 'fast-check';
import { emptyAnnotationSet, textPrefix } from '../../../core/annotation/annotation';
import { apply } from '../../../core/annotation/operations';
import { placement } from '../../../core/annotation/placement';
import { rebase } from '../../../core/annotation/rebase';
import { describeSpan } from '../../../core/annotation/spanDescription';
import { trackSpan, type TextChange } from '../../../core/annotation/tracking';
import { CanonicalText } from '../../../core/text/canonicalText';
import { codePoint, range, utf16, type Range, type Utf16 } from '../../../core/text/units';
import { sample, sampleSet } from './arbitraries';

const span = (start: number, end: number): Range<Utf16> => range(utf16(start), utf16(end));
const change = (start: number, end: number, newLength: number): TextChange => ({ ...span(start, end), newLength });

describe('tracking a span', () => {
  const check = (what: string, changes: readonly TextChange[], expected: Range<Utf16> | undefined): void => {
    it(what, () => assert.deepEqual(trackSpan(span(10, 13), changes), expected));
  };
  check('through an insertion in front', [change(2, 2, 4)], span(14, 17));
  check('through an insertion at its start', [change(10, 10, 4)], span(14, 17));
  check('through an insertion at its end', [change(13, 13, 4)], span(10, 13));
  check('through an insertion inside', [change(11, 11, 4)], span(10, 17));
  check('through a deletion behind', [change(13, 20, 0)], span(10, 13));
  check('through the deletion of its first character', [change(9, 11, 0)], span(9, 11));
  check('through the replacement of its last character', [change(12, 13, 2)], span(10, 12));
  check('to its end, when it is deleted', [change(10, 13, 0)], undefined);
  check('to its end, when it is replaced', [change(9, 14, 9)], undefined);
  check('and never brings it back', [change(10, 13, 0), change(10, 10, 3)], undefined);

  it('agrees with a model that knows every character', () => {
    const edits = fc.array(fc.record({ at: fc.nat(), removed: fc.nat(8), inserted: fc.nat(5) }), { maxLength: 12 });
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 40 }), fc.nat(), fc.nat(8), edits, (length, at, size, list) => {
        const start = at % length;
        const end = Math.min(length, start + 1 + size);
        // For each character of the text, whether it belongs to the span.
        let isPart = Array.from({ length }, (_, index) => index >= start && index < end);
        const changes = list.map(({ at: place, removed, inserted }) => {
          const from = place % (isPart.length + 1);
          const to = Math.min(isPart.length, from + removed);
          const isInside = isPart.slice(0, from).includes(true) && isPart.slice(to).includes(true);
          isPart = isPart.toSpliced(from, to - from, ...Array<boolean>(inserted).fill(isInside));
          return change(from, to, inserted);
        });
        const expected = isPart.includes(true) ? span(isPart.indexOf(true), isPart.lastIndexOf(true) + 1) : undefined;
        assert.deepEqual(trackSpan(span(start, end), changes), expected);
      }),
      { numRuns: 2000 },
    );
  });
});

describe('describing a span', () => {
  it('gives up to 32 code points on either side, never half a pair', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 90 }), fc.nat(), fc.nat(), (source, a, b) => {
        const text = new CanonicalText(source);
        const [start, end] = [a, b].map((at) => text.snap(utf16(at % (text.end + 1)))).toSorted((x, y) => x - y);
        const { exact, before, after } = describeSpan(text, range(start!, end!));
        const all = Array.from(text.text);
        const [first, last] = [text.toCodePoint(start!), text.toCodePoint(end!)];
        assert.equal(exact, all.slice(first, last).join(''));
        assert.equal(before, all.slice(Math.max(0, first - 32), first).join(''));
        assert.equal(after, all.slice(last, last + 32).join(''));
      }),
    );
  });
});

describe('saving an edited article', () => {
  const oldText = { sha256: 'a'.repeat(64), length: codePoint(9) };
  const newText = { sha256: 'b'.repeat(64), length: codePoint(10) };
  const article = new CanonicalText('𬭎，楼阳生在郑州。');

  it('moves what was tracked and marks the rest as written for the old text', () => {
    const orphan = sample('o', 3, '某人', { before: '没有' });
    const older = sample('p', 4, '某地', { in: 'cccc' });
    const set = { ...sampleSet(sample('t', 0, '楼阳生', { in: 'dddd' }), orphan, older), text: oldText };
    const result = apply(set, rebase(set, new Map([['t', [span(3, 6)]]]), article, newText));
    assert.ok(result.ok);
    assert.deepEqual(result.set.text, newText);
    assert.deepEqual(result.set.annotations, [
      sample('t', 2, '楼阳生', { before: '𬭎，', after: '在郑州。' }),
      { ...orphan, in: textPrefix(oldText) },
      older,
    ]);
    const back = apply(result.set, result.inverse);
    assert.deepEqual(back.ok && back.set, set);
  });

  it('places parts, and says when the sidecar names another text', () => {
    const set = emptyAnnotationSet(oldText);
    assert.deepEqual(placement(article, [span(3, 6), span(7, 9)], newText, set.text), {
      ...{ start: 2, end: 5, exact: '楼阳生', before: '𬭎，', after: '在郑州。' },
      also: [{ start: 6, end: 8, exact: '郑州' }],
      in: 'b'.repeat(16),
    });
    assert.equal('in' in placement(article, [span(3, 6)], oldText, set.text), false);
  });
});
