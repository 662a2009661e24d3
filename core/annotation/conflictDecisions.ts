import type { Json, JsonObject } from '../yaml/json';
import { compareAnnotations, compareIds, type Annotation, type AnnotationSet, type Relation } from './annotation';
import { merge, type MergeConflict } from './merge';

/** How one conflict ends. A side that does not have the record (any more) decides for its removal. */
export type ConflictDecision = 'ours' | 'theirs' | 'removed';

/** A decision for each conflict by its {@link conflictKey}, or one for all of them. */
export type ConflictDecisions = ConflictDecision | ReadonlyMap<string, ConflictDecision>;

/** What names a conflict among those of one merge: ids, metadata keys and top-level keys may be the same word. */
export function conflictKey({ kind, id }: Pick<MergeConflict, 'kind' | 'id'>): string {
  return `${kind}:${id}`;
}

/** The decided set, or the conflicts that have no decision yet. */
export type Decided =
  | { readonly kind: 'decided'; readonly set: AnnotationSet }
  | { readonly kind: 'undecided'; readonly conflicts: readonly MergeConflict[] };

/**
 * Merges two sets that came from `base` and ends every conflict as decided; all other changes of both sides stay. With an
 * annotation that a decision removes go the relations that touch it.
 */
export function mergeDecided(
  base: AnnotationSet,
  ours: AnnotationSet,
  theirs: AnnotationSet,
  decisions: ConflictDecisions,
): Decided {
  const decisionFor = (conflict: MergeConflict): ConflictDecision | undefined =>
    typeof decisions === 'string' ? decisions : decisions.get(conflictKey(conflict));
  const { set, conflicts } = mergeWithTextOf(decisionFor({ ...TEXT_CONFLICT }), base, ours, theirs);
  const undecided = conflicts.filter((conflict) => decisionFor(conflict) === undefined);
  if (undecided.length > 0) return { kind: 'undecided', conflicts: undecided };
  const decided = conflicts.reduce((current, conflict) => {
    const decision = decisionFor(conflict);
    return withValue(current, conflict, decision === 'removed' ? undefined : conflict[decision ?? 'ours']);
  }, set);
  return { kind: 'decided', set: withoutDanglingRelations(decided, conflicts) };
}

const TEXT_CONFLICT: MergeConflict = { kind: 'text', id: 'text', base: undefined, ours: undefined, theirs: undefined };

/** The merged set keeps the text of the side that comes first, and its records say which text they refer to by that. */
function mergeWithTextOf(
  side: ConflictDecision | undefined,
  base: AnnotationSet,
  ours: AnnotationSet,
  theirs: AnnotationSet,
): ReturnType<typeof merge> {
  if (side !== 'theirs') return merge(base, ours, theirs);
  const { set, conflicts } = merge(base, theirs, ours);
  return {
    set,
    conflicts: conflicts.map((conflict) => ({ ...conflict, ours: conflict.theirs, theirs: conflict.ours })),
  };
}

function withValue(set: AnnotationSet, { kind, id }: MergeConflict, value: unknown): AnnotationSet {
  switch (kind) {
    case 'annotation':
      return {
        ...set,
        annotations: withRecord(set.annotations, id, value as Annotation | undefined, compareAnnotations),
      };
    case 'relation':
      return { ...set, relations: withRecord(set.relations, id, value as Relation | undefined, compareIds) };
    case 'document':
      return { ...set, document: withKey(set.document, id, value as Json | undefined) };
    case 'extra':
      return { ...set, extra: withKey(set.extra ?? {}, id, value as Json | undefined) };
    case 'annotator':
      return withAnnotator(set, value as string | undefined);
    case 'text':
      // It has been decided by the order of the sides; a sidecar without a text there cannot be.
      return set;
  }
}

function withAnnotator(set: AnnotationSet, annotator: string | undefined): AnnotationSet {
  const { text, annotations, relations, document, extra } = set;
  const named = annotator !== undefined && { annotator };
  return { text, ...named, annotations, relations, document, ...(extra !== undefined && { extra }) };
}

function withRecord<Item extends { readonly id: string }>(
  items: readonly Item[],
  id: string,
  value: Item | undefined,
  compare: (a: Item, b: Item) => number,
): readonly Item[] {
  const others = items.filter((item) => item.id !== id);
  return value === undefined ? others : [...others, value].toSorted(compare);
}

function withKey(object: JsonObject, key: string, value: Json | undefined): JsonObject {
  const others = Object.entries(object).filter(([other]) => other !== key);
  return Object.fromEntries(value === undefined ? others : [...others, [key, value]]);
}

function withoutDanglingRelations(set: AnnotationSet, conflicts: readonly MergeConflict[]): AnnotationSet {
  const kept = new Set(set.annotations.map(({ id }) => id));
  const removed = new Set(
    conflicts.filter(({ kind, id }) => kind === 'annotation' && !kept.has(id)).map(({ id }) => id),
  );
  const relations = set.relations.filter(({ from, to }) => !removed.has(from) && !removed.has(to));
  return relations.length === set.relations.length ? set : { ...set, relations };
}
