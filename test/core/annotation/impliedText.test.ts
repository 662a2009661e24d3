import { strict as assert } from 'node:assert';
import fc from 'fast-check';
import { anchorAll } from '../../../core/annotation/anchoring';
import {
  emptyAnnotationSet,
  refersTo,
  textPrefix,
  type Annotation,
  type TextIdentity,
} from '../../../core/annotation/annotation';
import type { History } from '../../../core/annotation/history';
import { followedHistory, withImpliedText, withoutRetext } from '../../../core/annotation/impliedText';
import { apply, type Operation } from '../../../core/annotation/operations';
import type { SpanFields } from '../../../core/annotation/placement';
import { CanonicalText } from '../../../core/text/canonicalText';
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
    'names the text of a suggestion that is turned down',
    { kind: 'reject', annotation: sample('x', 1, '郑') },
    { kind: 'reject', annotation: sample('x', 1, '郑', { in: textPrefix(article) }) },
  );
  check(
    'names the text of an article that a file holds',
    { kind: 'addArticle', article: { id: 'x', ...place, before: '', after: '' } },
    { kind: 'addArticle', article: { id: 'x', ...place, before: '', after: '', in: textPrefix(article) } },
  );
  check(
    'names the text of another place of an article',
    { kind: 'changeArticle', id: 'x', fields: place },
    { kind: 'changeArticle', id: 'x', fields: { ...place, in: textPrefix(article) } },
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

describe('what can be undone when the article is saved as another text', () => {
  const removed = sample('x', 5, '郑州');
  const history = (operation: Operation): History => ({
    undo: [{ operation, at: 1 }],
    redo: [],
    edited: 1,
  });
  const after = (operation: Operation, follow: (span: SpanFields) => SpanFields | undefined): Operation =>
    followedHistory(history(operation), article, other, follow).undo[0]!.operation;
  const moved = (span: SpanFields): SpanFields => ({ ...span, start: codePoint(span.start + 2) });
  const add = (annotation: Annotation): Operation => ({ kind: 'add', annotation });

  it('comes back where its words are now', () => {
    assert.deepEqual(after(add(removed), moved), add({ ...removed, start: codePoint(7) }));
    const change: Operation = { kind: 'change', id: 'x', fields: { ...place, before: '', after: '', in: null } };
    const expected: Operation = { ...change, fields: { ...change.fields, start: codePoint(3) } };
    assert.deepEqual(after(change, moved), expected);
  });

  it('goes on meaning the old text where its words are gone, and never those that stand there now', () => {
    const gone = after(add(removed), () => undefined);
    assert.deepEqual(gone, add({ ...removed, in: textPrefix(article) }));
    const much = new CanonicalText('今天天气郑州很好');
    const back = apply({ ...emptyAnnotationSet(other), annotations: [] }, gone);
    assert.ok(back.ok);
    assert.equal(anchorAll(back.set, much, other.sha256).get('x')?.state, 'orphan');
  });

  it('comes back where it was once its text does', () => {
    const gone = followedHistory(history(add(removed)), article, other, () => undefined);
    assert.deepEqual(followedHistory(gone, other, article, moved), history(add(removed)));
  });

  it('leaves alone what another text was meant by', () => {
    const foreign = { ...removed, in: textPrefix(sidecar) };
    assert.deepEqual(after(add(foreign), moved), add(foreign));
  });

  it('never says again which text the set described', () => {
    const retext: Operation = { kind: 'retext', text: article };
    assert.deepEqual(withoutRetext({ kind: 'bulk', operations: [add(removed), retext] }), add(removed));
  });
});
