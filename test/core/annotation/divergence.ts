import fc from 'fast-check';
import {
  compareAnnotations,
  compareIds,
  type Annotation,
  type AnnotationSet,
  type EventArgument,
  type EventRecord,
  type Relation,
} from '../../../core/annotation/annotation';
import { apply, type Operation } from '../../../core/annotation/operations';
import { withReserved } from '../../../core/annotation/sidecar/reserved';
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

type EventEdit = 'none' | 'removed' | 'labelled alike' | 'labelled' | 'linked';

/**
 * What one person does: an edit for each annotation and each event in turn, additions, relations and events among what is
 * left, an edited article.
 */
interface Work {
  readonly edits: readonly Edit[];
  readonly eventEdits: readonly EventEdit[];
  readonly told: readonly { readonly id: string; readonly trigger: number; readonly to: number }[];
  readonly added: readonly { readonly id: string; readonly start: number }[];
  readonly related: readonly { readonly id: string; readonly from: number; readonly to: number }[];
  readonly textMovedBy: number;
}

/** Ids of new records, of which no other list has any. */
const newId = (letter: string): fc.Arbitrary<string> => id.map((own) => `${letter}-${own}`);

const edit = fc.constantFrom<Edit>('none', 'none', 'removed', 'labelled alike', 'labelled', 'noted');
const work: fc.Arbitrary<Work> = fc.record({
  edits: fc.array(edit, { minLength: 6, maxLength: 6 }),
  added: fc.uniqueArray(fc.record({ id: newId('n'), start: fc.nat(500) }), {
    selector: (item) => item.id,
    maxLength: 3,
  }),
  related: fc.uniqueArray(fc.record({ id: newId('l'), from: fc.nat(), to: fc.nat() }), {
    selector: (item) => item.id,
    maxLength: 2,
  }),
  eventEdits: fc.array(fc.constantFrom<EventEdit>('none', 'none', 'removed', 'labelled alike', 'labelled', 'linked'), {
    minLength: 2,
    maxLength: 2,
  }),
  told: fc.uniqueArray(fc.record({ id: newId('t'), trigger: fc.nat(), to: fc.nat() }), {
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

function worked(base: AnnotationSet, work: Work, side: string): AnnotationSet {
  const { edits, added, related, textMovedBy } = work;
  const left = removedFrom(base, work);
  const editOf = new Map(base.annotations.map((annotation, index) => [annotation.id, edits[index] ?? 'none']));
  const kept = left.annotations.map((annotation) => edited(annotation, editOf.get(annotation.id) ?? 'none', side));
  const annotations = [...kept, ...added.map((item) => sample(item.id, item.start, '市委'))]
    .map((annotation) => (textMovedBy === 0 ? annotation : moved(annotation, textMovedBy)))
    .toSorted(compareAnnotations);
  const further = related.flatMap((relation): Relation[] => {
    const [from, to] = [relation.from, relation.to].map((index) => annotations[index % annotations.length]?.id);
    return from === undefined || to === undefined ? [] : [{ id: relation.id, label: side, from, to }];
  });
  const text = { ...base.text, sha256: `${textMovedBy}${'c'.repeat(63)}` };
  const set: AnnotationSet = {
    ...left,
    ...(textMovedBy !== 0 && { text }),
    annotations,
    relations: [...left.relations, ...further].toSorted(compareIds),
  };
  return withEvents(base, set, work, side);
}

/** The set without what the work removes, and without the links to that, as a person's own step leaves it. */
function removedFrom(base: AnnotationSet, { edits, eventEdits }: Work): AnnotationSet {
  const removals: Operation[] = [
    ...base.annotations.flatMap(({ id: own }, index): Operation[] =>
      edits[index] === 'removed' ? [{ kind: 'remove', id: own }] : [],
    ),
    ...(base.events ?? []).flatMap(({ id: own }, index): Operation[] =>
      eventEdits[index] === 'removed' ? [{ kind: 'removeEvent', id: own }] : [],
    ),
  ];
  return removals.reduce((set, removal) => {
    const result = apply(set, removal);
    // An event may have gone with the last annotation that had a part in it.
    return result.ok ? result.set : set;
  }, base);
}

/** The events that are left, edited, and new ones; parts are annotations, or other events. */
function withEvents(base: AnnotationSet, set: AnnotationSet, { eventEdits, told }: Work, side: string): AnnotationSet {
  const editOf = new Map((base.events ?? []).map((event, index) => [event.id, eventEdits[index] ?? 'none']));
  const left = set.events ?? [];
  const idAt = (among: readonly { readonly id: string }[], index: number): string | undefined =>
    among[index % among.length]?.id;
  const part = (to: string | undefined): EventArgument[] => (to === undefined ? [] : [{ role: side, to }]);
  const events = left.map((event): EventRecord => {
    const others = [...set.annotations, ...left.filter((other) => other !== event)];
    switch (editOf.get(event.id)) {
      case 'labelled alike':
        return { ...event, label: 'alike' };
      case 'labelled':
        return { ...event, label: side };
      case 'linked':
        return { ...event, arguments: [...event.arguments, ...part(others.at(-1)?.id)] };
      case 'none':
      case 'removed':
      case undefined:
        return event;
    }
  });
  const further = told.flatMap(({ id: own, trigger, to }): EventRecord[] => {
    const word = idAt(set.annotations, trigger);
    const event = { id: own, label: side, arguments: part(idAt([...set.annotations, ...left], to)) };
    return [{ ...event, ...(word !== undefined && { trigger: word }) }];
  });
  return withReserved(set, { ...set, events: [...events, ...further] });
}

function edited(annotation: Annotation, edit: Edit, side: string): Annotation {
  switch (edit) {
    case 'none':
    case 'removed':
      return annotation;
    case 'labelled alike':
      return { ...annotation, label: 'alike' };
    case 'labelled':
      return { ...annotation, label: side };
    case 'noted':
      return { ...annotation, note: side };
  }
}

/** An annotation that has followed its article; one that refers to another text stays. */
function moved(annotation: Annotation, by: number): Annotation {
  if (annotation.in !== undefined) return annotation;
  return { ...annotation, start: codePoint(annotation.start + by), end: codePoint(annotation.end + by) };
}
