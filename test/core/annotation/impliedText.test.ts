import { strict as assert } from 'node:assert';
import fc from 'fast-check';
import { refersTo, textPrefix, type Annotation, type TextIdentity } from '../../../core/annotation/annotation';
import { withImpliedText } from '../../../core/annotation/impliedText';
import type { Operation } from '../../../core/annotation/operations';
import { codePoint } from '../../../core/text/units';
import { sample } from './arbitraries';

const texts = ['a', 'b', 'c'].map((digit): TextIdentity => ({ sha256: digit.repeat(64), length: codePoint(9) }));
const [sidecar, article, other] = texts as [TextIdentity, TextIdentity, TextIdentity];
const place = { start: codePoint(1), end: codePoint(2), exact: '郑' };

describe('an operation for a sidecar that describes another text', () => {
  const check = (what: string, operation: Operation, expected: Operation): void => {
    it(what, () => assert.deepEqual(withImpliedText(operation, article, sidecar), expected));
  };
  const add = (fields?: Partial<Annotation>): Operation => ({ kind: 'add', annotation: sample('x', 1, '郑', fields) });
  check('names the text of what it adds', add(), add({ in: textPrefix(article) }));
  check('leaves out the name of the text that the sidecar describes', add({ in: textPrefix(sidecar) }), add());
  check('keeps the name of a third text', add({ in: textPrefix(other) }), add({ in: textPrefix(other) }));
  check(
    'names the text of a place',
    { kind: 'change', id: 'x', fields: { ...place, in: null } },
    { kind: 'change', id: 'x', fields: { ...place, in: textPrefix(article) } },
  );
  check(
    'says nothing of places where none is changed',
    { kind: 'change', id: 'x', fields: { label: 'LOC' } },
    { kind: 'change', id: 'x', fields: { label: 'LOC' } },
  );
  check(
    'looks into steps of several edits',
    { kind: 'bulk', operations: [add(), { kind: 'remove', id: 'y' }] },
    { kind: 'bulk', operations: [add({ in: textPrefix(article) }), { kind: 'remove', id: 'y' }] },
  );

  it('is the same edit for a sidecar of the same text', () => {
    assert.deepEqual(withImpliedText(add(), article, { ...article }), add());
  });

  it('means the same text for every reader, and comes back as it was', () => {
    const text = fc.constantFrom(...texts);
    fc.assert(
      fc.property(text, text, fc.option(text), (from, to, named) => {
        const annotation = sample('x', 1, '郑', named === null ? {} : { in: textPrefix(named) });
        const there = withImpliedText({ kind: 'add', annotation }, from, to);
        assert.ok(there.kind === 'add');
        for (const { sha256 } of texts)
          assert.equal(refersTo(there.annotation, to, sha256), refersTo(annotation, from, sha256));
        const back = withImpliedText(there, to, from);
        assert.ok(back.kind === 'add');
        for (const { sha256 } of texts)
          assert.equal(refersTo(back.annotation, from, sha256), refersTo(annotation, from, sha256));
      }),
    );
  });
});
