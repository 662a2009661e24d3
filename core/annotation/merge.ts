import { ownValue, sameData, type Json, type JsonObject } from '../yaml/json';
import {
  compareAnnotations,
  compareIds,
  textPrefix,
  type Annotation,
  type AnnotationSet,
  type Relation,
  type TextIdentity,
} from './annotation';
import { withReserved } from './sidecar/reserved';

/** Something that both sides changed in different ways. Undefined: the side does not have it (any more). */
export interface MergeConflict {
  readonly kind:
    'annotation' | 'relation' | 'event' | 'rejected' | 'article' | 'text' | 'document' | 'extra' | 'annotator';
  /** The id of the record, or the key. */
  readonly id: string;
  readonly base: unknown;
  readonly ours: unknown;
  readonly theirs: unknown;
}

export interface Merged {
  /** Everything of both sides; in a conflict our side, or theirs where we removed what they changed. */
  readonly set: AnnotationSet;
  readonly conflicts: readonly MergeConflict[];
}

/**
 * Merges two sets that came from `base`, record by record. A change on one side is taken; the same change on both sides is
 * one change; different changes of one record (removal against an edit included) are a conflict, and nothing is dropped.
 */
export function merge(base: AnnotationSet, ours: AnnotationSet, theirs: AnnotationSet): Merged {
  const conflicts: MergeConflict[] = [];
  const text = mergeValue('text', 'text', base.text, ours.text, theirs.text, conflicts) ?? ours.text;
  const annotator = mergeValue('annotator', 'annotator', base.annotator, ours.annotator, theirs.annotator, conflicts);
  const extra = mergeKeys('extra', base.extra, ours.extra, theirs.extra, conflicts);
  const placed = <Item extends { readonly id: string; readonly in?: string }>(
    kind: MergeConflict['kind'],
    recordsOf: (set: AnnotationSet) => readonly Item[] | undefined,
  ): Item[] => {
    const [mine, other] = [ours, theirs].map((side) => marked(recordsOf(base), recordsOf(side), side.text, text));
    return mergeRecords(kind, recordsOf(base), mine, other, conflicts);
  };
  const lists: AnnotationSet = {
    text,
    ...(annotator !== undefined && { annotator }),
    annotations: placed<Annotation>('annotation', ({ annotations }) => annotations).toSorted(compareAnnotations),
    relations: mergeRecords<Relation>('relation', base.relations, ours.relations, theirs.relations, conflicts).toSorted(
      compareIds,
    ),
    document: mergeKeys('document', base.document, ours.document, theirs.document, conflicts),
    ...(Object.keys(extra).length > 0 && { extra }),
  };
  const set = withReserved(lists, {
    events: mergeRecords('event', base.events, ours.events, theirs.events, conflicts),
    rejected: placed('rejected', ({ rejected }) => rejected),
    articles: placed('article', ({ articles }) => articles),
  });
  return { set, conflicts };
}

/**
 * The base for merging with `theirs` when own writes were reported as failed and may have reached the file all the same:
 * what in `theirs` is as an attempt wrote it is our own doing, and no change of theirs.
 */
export function baseAfterAttempts(
  base: AnnotationSet,
  attempts: readonly AnnotationSet[],
  theirs: AnnotationSet,
): AnnotationSet {
  const own = <Value>(inBase: Value, inTheirs: Value, inAttempts: readonly Value[]): Value =>
    inAttempts.some((attempted) => sameData(attempted, inTheirs)) ? inTheirs : inBase;
  const records = <Item extends { readonly id: string }>(
    listOf: (set: AnnotationSet) => readonly Item[] | undefined,
  ): Item[] => {
    const itemsOf = (set: AnnotationSet): readonly Item[] => listOf(set) ?? [];
    const find = (set: AnnotationSet, id: string): Item | undefined => itemsOf(set).find((item) => item.id === id);
    const ids = new Set([...itemsOf(base), ...itemsOf(theirs)].map(({ id }) => id));
    return [...ids].flatMap((id) => {
      const inAttempts = attempts.map((attempt) => find(attempt, id));
      const item = own(find(base, id), find(theirs, id), inAttempts);
      return item === undefined ? [] : [item];
    });
  };
  const lists: AnnotationSet = {
    ...base,
    text: own(
      base.text,
      theirs.text,
      attempts.map(({ text }) => text),
    ),
    document: own(
      base.document,
      theirs.document,
      attempts.map(({ document }) => document),
    ),
    annotations: records((set) => set.annotations),
    relations: records((set) => set.relations),
  };
  return withReserved(lists, {
    events: records((set) => set.events),
    rejected: records((set) => set.rejected),
    articles: records((set) => set.articles),
  });
}

/** Gives the records of a side; those it wrote against a text that the merged file does not name say so with `in`. */
function marked<Item extends { readonly id: string; readonly in?: string }>(
  base: readonly Item[] = [],
  records: readonly Item[] = [],
  written: TextIdentity,
  text: TextIdentity,
): readonly Item[] {
  if (written.sha256 === text.sha256) return records;
  const before = new Map(base.map((record) => [record.id, record]));
  return records.map((record) =>
    record.in !== undefined || sameData(before.get(record.id), record)
      ? record
      : { ...record, in: textPrefix(written) },
  );
}

function mergeRecords<Item extends { readonly id: string }>(
  kind: MergeConflict['kind'],
  base: readonly Item[] = [],
  ours: readonly Item[] = [],
  theirs: readonly Item[] = [],
  conflicts: MergeConflict[],
): Item[] {
  const [inBase, inOurs, inTheirs] = [base, ours, theirs].map((items) => new Map(items.map((item) => [item.id, item])));
  const ids = new Set([...ours, ...theirs].map(({ id }) => id));
  return [...ids].flatMap((id) => {
    const merged = mergeValue(kind, id, inBase?.get(id), inOurs?.get(id), inTheirs?.get(id), conflicts);
    return merged === undefined ? [] : [merged];
  });
}

function mergeKeys(
  kind: MergeConflict['kind'],
  base: JsonObject = {},
  ours: JsonObject = {},
  theirs: JsonObject = {},
  conflicts: MergeConflict[],
): JsonObject {
  const keys = new Set([...Object.keys(ours), ...Object.keys(theirs)]);
  const entries = [...keys].map((key) => {
    const [inBase, inOurs, inTheirs] = [base, ours, theirs].map((object) => ownValue(object, key));
    return [key, mergeValue(kind, key, inBase, inOurs, inTheirs, conflicts)];
  });
  return Object.fromEntries(entries.filter(([, value]) => value !== undefined) as [string, Json][]);
}

function mergeValue<Value>(
  kind: MergeConflict['kind'],
  id: string,
  base: Value | undefined,
  ours: Value | undefined,
  theirs: Value | undefined,
  conflicts: MergeConflict[],
): Value | undefined {
  if (sameData(ours, theirs) || sameData(base, theirs)) return ours;
  if (sameData(base, ours)) return theirs;
  conflicts.push({ kind, id, base, ours, theirs });
  return ours === undefined ? theirs : ours;
}
