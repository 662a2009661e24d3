import { sameData, withoutUndefined } from '../../yaml/json';
import type { Issue } from '../../yaml/recordReader';
import {
  compareAnnotations,
  compareIds,
  type Annotation,
  type AnnotationSet,
  type ArticleRecord,
  type EventRecord,
  type Relation,
} from '../annotation';
import type { Operation } from '../operations';
import { annotationIssues, articleIssues, eventIssues, relationIssues } from '../sidecar/records';
import { newIssues, valuesOf, withFields } from './fields';
import { refuseIssues, refuseTaken, unknownId, type Applied, type Refused } from './outcome';

/** One of the sorted lists of records that a set has, and what its records must fulfil. */
export interface RecordList<Item extends { readonly id: string }> {
  readonly of: (set: AnnotationSet) => readonly Item[];
  readonly with: (set: AnnotationSet, items: readonly Item[]) => AnnotationSet;
  readonly issues: (item: Item) => Issue[];
  readonly compare: (a: Item, b: Item) => number;
}

export const ANNOTATIONS: RecordList<Annotation> = {
  of: ({ annotations }) => annotations,
  with: (set, annotations) => ({ ...set, annotations }),
  issues: annotationIssues,
  compare: compareAnnotations,
};

export const RELATIONS: RecordList<Relation> = {
  of: ({ relations }) => relations,
  with: (set, relations) => ({ ...set, relations }),
  issues: relationIssues,
  compare: compareIds,
};

export const EVENTS: RecordList<EventRecord> = {
  of: ({ events = [] }) => events,
  with: (set, events) => withoutEmpty({ ...set, events }, 'events'),
  issues: eventIssues,
  compare: compareIds,
};

export const REJECTED: RecordList<Annotation> = {
  of: ({ rejected = [] }) => rejected,
  with: (set, rejected) => withoutEmpty({ ...set, rejected }, 'rejected'),
  issues: annotationIssues,
  compare: compareAnnotations,
};

export const ARTICLES: RecordList<ArticleRecord> = {
  of: ({ articles = [] }) => articles,
  with: (set, articles) => withoutEmpty({ ...set, articles }, 'articles'),
  issues: articleIssues,
  compare: compareAnnotations,
};

/** A list that a set has only where there is something in it. */
function withoutEmpty(set: AnnotationSet, list: 'events' | 'rejected' | 'articles'): AnnotationSet {
  return set[list]?.length === 0 ? withoutUndefined<AnnotationSet>({ ...set, [list]: undefined }) : set;
}

export function findIn<Item extends { readonly id: string }>(
  list: RecordList<Item>,
  set: AnnotationSet,
  id: string,
): Item | undefined {
  return list.of(set).find((item) => item.id === id);
}

/** Adds a record in its place. */
export function addTo<Item extends { readonly id: string }>(
  list: RecordList<Item>,
  set: AnnotationSet,
  item: Item,
  restores: true | undefined,
  inverse: Operation,
): Applied | Refused {
  const refusal = refuseIssues(list.issues(item), restores) ?? refuseTaken(set, item.id);
  if (refusal !== undefined) return refusal;
  return { ok: true, set: list.with(set, inserted(list.of(set), item, list.compare)), inverse };
}

/** New values for fields of a record. */
interface Change<Fields extends object> {
  readonly id: string;
  readonly fields: Fields;
  readonly restores?: true;
}

/** Gives fields of a record new values, and the record its place; `inverse` is made of the values it had. */
export function changeIn<Item extends { readonly id: string }, Fields extends object>(
  list: RecordList<Item>,
  set: AnnotationSet,
  { id, fields, restores }: Change<Fields>,
  inverse: (fields: Fields) => Operation,
): Applied | Refused {
  const items = list.of(set);
  const index = items.findIndex((item) => item.id === id);
  const old = items[index];
  if (old === undefined) return unknownId(id);
  const changed = withFields(old, fields);
  const refusal = refuseIssues(newIssues(old, changed, list.issues), restores);
  if (refusal !== undefined) return refusal;
  const next =
    list.compare(old, changed) === 0
      ? items.with(index, changed)
      : inserted(items.toSpliced(index, 1), changed, list.compare);
  return {
    ok: true,
    set: sameData(old, changed) ? set : list.with(set, next),
    inverse: inverse(valuesOf(old, fields)),
  };
}

/**
 * As {@link changeIn} for one after the other of several records, each named once: the list is gone through and sorted once,
 * where an edited article moves thousands.
 */
export function changeAllIn<Item extends { readonly id: string }, Fields extends object>(
  list: RecordList<Item>,
  set: AnnotationSet,
  changes: readonly Change<Fields>[],
  inverse: (id: string, fields: Fields) => Operation,
): Applied | Refused {
  const items = list.of(set);
  const places = new Map(items.map(({ id }, index) => [id, index]));
  const next = [...items];
  const inverses: Operation[] = [];
  let isSame = true;
  for (const { id, fields, restores } of changes) {
    const place = places.get(id);
    if (place === undefined) return unknownId(id);
    const old = items[place] as Item;
    const changed = withFields(old, fields);
    const refusal = refuseIssues(newIssues(old, changed, list.issues), restores);
    if (refusal !== undefined) return refusal;
    inverses.push(inverse(id, valuesOf(old, fields)));
    if (sameData(old, changed)) continue;
    isSame = false;
    next[place] = changed;
  }
  return {
    ok: true,
    set: isSame ? set : list.with(set, next.sort(list.compare)),
    inverse: { kind: 'bulk', operations: inverses.reverse() },
  };
}

/** Takes a record out of its list; `inverse` is made of it. */
export function removeFrom<Item extends { readonly id: string }>(
  list: RecordList<Item>,
  set: AnnotationSet,
  id: string,
  inverse: (item: Item) => Operation,
): Applied | Refused {
  const item = findIn(list, set, id);
  if (item === undefined) return unknownId(id);
  const left = list.of(set).filter((other) => other !== item);
  return { ok: true, set: list.with(set, left), inverse: inverse(item) };
}

function inserted<Item>(sorted: readonly Item[], item: Item, compare: (a: Item, b: Item) => number): Item[] {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (compare(sorted[middle] as Item, item) < 0) low = middle + 1;
    else high = middle;
  }
  return sorted.toSpliced(low, 0, item);
}
