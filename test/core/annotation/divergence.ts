import fc from 'fast-check';
import {
  compareAnnotations,
  compareIds,
  type Annotation,
  type AnnotationSet,
  type Relation,
} from '../../../core/annotation/annotation';
import { codePoint } from '../../../core/text/units';
import { annotationSet, id, sample } from './arbitraries';

/** Two sets that came from one. */
export interface Divergence {
  readonly base: AnnotationSet;
  readonly ours: AnnotationSet;
  readonly theirs: AnnotationSet;
  /** The annotations that both sides edited in different ways, or one side edited and the other removed. */
  readonly disputed: readonly string[];
}

type Edit = 'none' | 'removed' | 'labelled alike' | 'labelled' | 'noted';

/** What one person does: an edit for each annotation in turn, additions, relations among what is left, an edited article. */
interface Work {
  readonly edits: readonly Edit[];
  readonly added: readonly { readonly id: string; readonly start: number }[];
  readonly related: readonly { readonly id: string; readonly from: number; readonly to: number }[];
  readonly textMovedBy: number;
}

const edit = fc.constantFrom<Edit>('none', 'none', 'removed', 'labelled alike', 'labelled', 'noted');
const work: fc.Arbitrary<Work> = fc.record({
  edits: fc.array(edit, { minLength: 6, maxLength: 6 }),
  added: fc.uniqueArray(fc.record({ id, start: fc.nat(500) }), { selector: (item) => item.id, maxLength: 3 }),
  related: fc.uniqueArray(fc.record({ id, from: fc.nat(), to: fc.nat() }), {
    selector: (item) => item.id,
    maxLength: 2,
  }),
  textMovedBy: fc.constantFrom(0, 0, 1, 2, 3),
});

export const divergence: fc.Arbitrary<Divergence> = fc
  .record({ set: annotationSet, mine: work, yours: work })
  .map(({ set, mine, yours }) => {
    const base = { ...set, text: { ...set.text, sha256: 'b'.repeat(64) } };
    return {
      base,
      ours: worked(base, mine, 'ours'),
      theirs: worked(base, yours, 'theirs'),
      disputed: base.annotations.filter((_, index) => differ(mine.edits[index], yours.edits[index])).map((a) => a.id),
    };
  });

function differ(mine: Edit | undefined, yours: Edit | undefined): boolean {
  const isUndisputed = mine === yours && mine !== 'labelled' && mine !== 'noted';
  return mine !== 'none' && yours !== 'none' && !isUndisputed;
}

function worked(base: AnnotationSet, { edits, added, related, textMovedBy }: Work, side: string): AnnotationSet {
  const kept = base.annotations.flatMap((annotation, index) => edited(annotation, edits[index] ?? 'none', side));
  const annotations = [...kept, ...added.map((item) => sample(item.id, item.start, '市委'))]
    .map((annotation) => (textMovedBy === 0 ? annotation : moved(annotation, textMovedBy)))
    .toSorted(compareAnnotations);
  const there = new Set(annotations.map((annotation) => annotation.id));
  const relations = base.relations.filter(({ from, to }) => there.has(from) && there.has(to));
  const taken = new Set([...annotations, ...relations].map((record) => record.id));
  const further = related.flatMap((relation): Relation[] => {
    const [from, to] = [relation.from, relation.to].map((index) => annotations[index % annotations.length]?.id);
    return from === undefined || to === undefined || taken.has(relation.id)
      ? []
      : [{ id: relation.id, label: side, from, to }];
  });
  const text = { ...base.text, sha256: `${textMovedBy}${'c'.repeat(63)}` };
  return {
    ...base,
    ...(textMovedBy !== 0 && { text }),
    annotations,
    relations: [...relations, ...further].toSorted(compareIds),
  };
}

function edited(annotation: Annotation, edit: Edit, side: string): Annotation[] {
  switch (edit) {
    case 'none':
      return [annotation];
    case 'removed':
      return [];
    case 'labelled alike':
      return [{ ...annotation, label: 'alike' }];
    case 'labelled':
      return [{ ...annotation, label: side }];
    case 'noted':
      return [{ ...annotation, note: side }];
  }
}

/** An annotation that has followed its article; one that refers to another text stays. */
function moved(annotation: Annotation, by: number): Annotation {
  if (annotation.in !== undefined) return annotation;
  return { ...annotation, start: codePoint(annotation.start + by), end: codePoint(annotation.end + by) };
}
