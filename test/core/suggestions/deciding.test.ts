import { strict as assert } from 'node:assert';
import {
  emptyAnnotationSet,
  textIdentity,
  type Annotation,
  type AnnotationSet,
} from '../../../core/annotation/annotation';
import { apply } from '../../../core/annotation/operations';
import { decidingOperation, type NewRecord, type SuggestionDecision } from '../../../core/suggestions/deciding';
import { CanonicalText } from '../../../core/text/canonicalText';
import { sha256 } from '../../../node/sha256';

describe('a decision on suggestions', () => {
  const text = new CanonicalText('😀楼阳生在郑州，王凯到郑州。');
  const article = { text, identity: textIdentity(text, sha256) };
  const empty = emptyAnnotationSet(article.identity);
  const source = { kind: 'suggestion', recognisers: ['tagger'] } as const;
  const suggestion = (exact: string, label: string) => {
    const start = text.text.indexOf(exact);
    return { start, end: start + exact.length, label, exact, source };
  };
  const person = suggestion('楼阳生', 'PER');
  const both = [person, suggestion('郑州', 'LOC')];
  const decide = (set: AnnotationSet, decision: SuggestionDecision, suggestions = both) => {
    let ids = 0;
    const newRecord: NewRecord = (label, span, from) => {
      return { id: `n${ids++}`, label, ...span, ...(from !== undefined && { source: from }) };
    };
    return decidingOperation(set, article, suggestions, decision, newRecord);
  };
  const after = (set: AnnotationSet, decision: SuggestionDecision): AnnotationSet => {
    const operation = decide(set, decision);
    assert.ok(operation !== undefined && operation !== 'changed');
    const applied = apply(set, operation);
    assert.ok(applied.ok);
    return applied.set;
  };
  const shown = ({ label, start, exact, source: from }: Annotation) => [label, start, exact, from];

  it('annotates what is accepted, with where it came from', () => {
    const { annotations, rejected } = after(empty, { kind: 'accept' });
    assert.deepEqual(annotations.map(shown), [
      ['PER', 1, '楼阳生', source],
      ['LOC', 5, '郑州', source],
    ]);
    assert.equal(rejected, undefined);
  });

  it('keeps what is rejected, and annotates nothing', () => {
    const { annotations, rejected } = after(empty, { kind: 'reject' });
    assert.deepEqual(annotations, []);
    assert.deepEqual(rejected?.map(shown), [
      ['PER', 1, '楼阳生', source],
      ['LOC', 5, '郑州', source],
    ]);
  });

  it('annotates with another label as if by hand', () => {
    const { annotations } = after(empty, { kind: 'relabel', label: 'ORG' });
    assert.deepEqual(annotations.map(shown), [
      ['ORG', 1, '楼阳生', undefined],
      ['ORG', 5, '郑州', undefined],
    ]);
  });

  it('that was made already is not made again', () => {
    for (const kind of ['accept', 'reject'] as const) assert.equal(decide(after(empty, { kind }), { kind }), undefined);
    const operation = decide(empty, { kind: 'accept' }, [person, person]);
    assert.ok(typeof operation === 'object' && operation.kind === 'bulk');
    assert.equal(operation.operations.length, 1);
  });

  it('is refused where other words stand than were shown', () => {
    assert.equal(decide(empty, { kind: 'accept' }, [person, { ...person, start: 3, end: 6 }]), 'changed');
  });
});
