import type { AnnotationSet, Relation } from '../annotation';
import type { Operation } from '../operations';
import { relationIssues } from '../sidecar/records';
import { unknownId, type Applied, type Refused } from './outcome';
import { addTo, ANNOTATIONS, changeIn, findIn, RELATIONS, removeFrom } from './recordList';

type Of<Kind extends Operation['kind']> = Extract<Operation, { readonly kind: Kind }>;

export function relate(set: AnnotationSet, { relation, restores }: Of<'relate'>): Applied | Refused {
  const added = addTo(RELATIONS, set, relation, restores, { kind: 'unrelate', id: relation.id });
  const missing = missingEndOf(relation, set);
  return added.ok && missing !== undefined && restores !== true ? unknownId(missing) : added;
}

export function changeRelation(set: AnnotationSet, operation: Of<'changeRelation'>): Applied | Refused {
  const { id, fields, restores } = operation;
  const missing = [fields.from, fields.to].find(
    (end) => end !== undefined && findIn(ANNOTATIONS, set, end) === undefined,
  );
  if (missing !== undefined && restores !== true) return unknownId(missing);
  return changeIn(RELATIONS, set, operation, (old) => ({ kind: 'changeRelation', id, fields: old, restores: true }));
}

export function unrelate(set: AnnotationSet, id: string): Applied | Refused {
  return removeFrom(RELATIONS, set, id, (relation) => relating(relation, set));
}

/** Takes out all relations that begin or end at one of the annotations. */
export function unrelateAll(set: AnnotationSet, ends: ReadonlySet<string>): Applied {
  const lost = set.relations.filter(({ from, to }) => ends.has(from) || ends.has(to));
  if (lost.length === 0) return { ok: true, set, inverse: { kind: 'bulk', operations: [] } };
  const gone = new Set(lost);
  return {
    ok: true,
    set: { ...set, relations: set.relations.filter((relation) => !gone.has(relation)) },
    inverse: { kind: 'bulk', operations: lost.map((relation) => relating(relation, set)) },
  };
}

function missingEndOf({ from, to }: Relation, set: AnnotationSet): string | undefined {
  return [from, to].find((id) => findIn(ANNOTATIONS, set, id) === undefined);
}

/** The way back to a relation of `set`, which a file may have held though an end of it, or more, was wrong. */
function relating(relation: Relation, set: AnnotationSet): Operation {
  const isFlawed = missingEndOf(relation, set) !== undefined || relationIssues(relation).length > 0;
  return { kind: 'relate', relation, ...(isFlawed && { restores: true }) };
}
