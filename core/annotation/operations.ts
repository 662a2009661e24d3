import type { Json, JsonObject } from '../yaml/json';
import {
  compareAnnotations,
  idsOf,
  textPrefix,
  type Annotation,
  type AnnotationSet,
  type ArticleRecord,
  type EventArgument,
  type EventRecord,
  type Relation,
  type SpanSelector,
  type TextIdentity,
} from './annotation';
import {
  addArgument,
  addEvent,
  changeEvent,
  linkedIds,
  removeArgument,
  removeBareEvent,
  unlinking,
} from './edits/events';
import type { FieldsOf } from './edits/fields';
import { refuseIssues, refuseKnown, unknownId, type Applied, type Refused } from './edits/outcome';
import {
  addTo,
  ANNOTATIONS,
  ARTICLES,
  changeAllIn,
  changeIn,
  EVENTS,
  findIn,
  REJECTED,
  removeFrom,
} from './edits/recordList';
import { changeRelation, relate, unrelate, unrelateAll } from './edits/relations';
import { describe, tag } from './edits/tags';
import { annotationIssues } from './sidecar/records';

export type { Applied, Refused } from './edits/outcome';

/**
 * An edit of an annotation set as plain data. Records are named by id, so that it can be undone after other edits.
 * `restores` marks the way back to what a file held before, flaws included that a new record must not have.
 */
export type Operation =
  | { readonly kind: 'add'; readonly annotation: Annotation; readonly restores?: true }
  | { readonly kind: 'change'; readonly id: string; readonly fields: AnnotationFields; readonly restores?: true }
  /** Removes an annotation together with its relations and its parts in events; an event without any part goes along. */
  | { readonly kind: 'remove'; readonly id: string }
  | { readonly kind: 'relate'; readonly relation: Relation; readonly restores?: true }
  | { readonly kind: 'changeRelation'; readonly id: string; readonly fields: RelationFields; readonly restores?: true }
  | { readonly kind: 'unrelate'; readonly id: string }
  | { readonly kind: 'addEvent'; readonly event: EventRecord; readonly restores?: true }
  /** All of an event but its arguments. */
  | { readonly kind: 'changeEvent'; readonly id: string; readonly fields: EventFields; readonly restores?: true }
  /** Removes an event together with its parts in other events, as `remove` does. */
  | { readonly kind: 'removeEvent'; readonly id: string }
  /** Puts an argument at a place of an event's list; absent: at its end. */
  | ({ readonly kind: 'addArgument'; readonly restores?: true } & PlacedArgument)
  /** Removes the argument that is just like this one; of several the one at the place. */
  | ({ readonly kind: 'removeArgument' } & PlacedArgument)
  /** Notes a suggestion that somebody turned down, as the annotation it would have been. */
  | { readonly kind: 'reject'; readonly annotation: Annotation; readonly restores?: true }
  /** Forgets that a suggestion was turned down. */
  | { readonly kind: 'unreject'; readonly id: string }
  | { readonly kind: 'addArticle'; readonly article: ArticleRecord; readonly restores?: true }
  | { readonly kind: 'changeArticle'; readonly id: string; readonly fields: ArticleFields; readonly restores?: true }
  | { readonly kind: 'removeArticle'; readonly id: string }
  /** Gives the document a tag, or takes it away where there is no value. */
  | { readonly kind: 'tag'; readonly name: string; readonly value?: Json; readonly restores?: true }
  /** Replaces the metadata of the document. */
  | { readonly kind: 'describe'; readonly document: JsonObject }
  /**
   * Says that the offsets now refer to another text. Turned-down suggestions and articles that referred to the text before
   * say so from now on with `in`; those with the ids in `unmarked` lose it.
   */
  | { readonly kind: 'retext'; readonly text: TextIdentity; readonly unmarked?: readonly string[] }
  /** Several edits as one step: all are applied or none. */
  | { readonly kind: 'bulk'; readonly operations: readonly Operation[] };

export type AnnotationFields = FieldsOf<Annotation>;
export type RelationFields = FieldsOf<Relation>;
export type EventFields = FieldsOf<EventRecord, 'arguments'>;
export type ArticleFields = FieldsOf<ArticleRecord>;

interface PlacedArgument {
  /** The id of the event. */
  readonly event: string;
  readonly argument: EventArgument;
  readonly at?: number;
}

/** Applies an operation; the set that was given stays as it is. */
export function apply(set: AnnotationSet, operation: Operation): Applied | Refused {
  switch (operation.kind) {
    case 'add': {
      const { annotation, restores } = operation;
      return addTo(ANNOTATIONS, set, annotation, restores, { kind: 'remove', id: annotation.id });
    }
    case 'change': {
      const { id } = operation;
      return changeIn(ANNOTATIONS, set, operation, (fields) => ({ kind: 'change', id, fields, restores: true }));
    }
    case 'remove':
      return removeAll(set, [operation.id]);
    case 'relate':
      return relate(set, operation);
    case 'changeRelation':
      return changeRelation(set, operation);
    case 'unrelate':
      return unrelate(set, operation.id);
    case 'addEvent':
      return addEvent(set, operation);
    case 'changeEvent':
      return changeEvent(set, operation);
    case 'removeEvent':
      return removeEvent(set, operation.id);
    case 'addArgument':
      return addArgument(set, operation);
    case 'removeArgument':
      return removeArgument(set, operation);
    case 'reject': {
      const { annotation, restores } = operation;
      return addTo(REJECTED, set, annotation, restores, { kind: 'unreject', id: annotation.id });
    }
    case 'unreject':
      return removeFrom(REJECTED, set, operation.id, (annotation) => ({ kind: 'reject', annotation, restores: true }));
    case 'addArticle': {
      const { article, restores } = operation;
      return addTo(ARTICLES, set, article, restores, { kind: 'removeArticle', id: article.id });
    }
    case 'changeArticle': {
      const { id } = operation;
      return changeIn(ARTICLES, set, operation, (fields) => ({ kind: 'changeArticle', id, fields, restores: true }));
    }
    case 'removeArticle':
      return removeFrom(ARTICLES, set, operation.id, (article) => ({ kind: 'addArticle', article, restores: true }));
    case 'tag':
      return tag(set, operation);
    case 'describe':
      return describe(set, operation);
    case 'retext':
      return retext(set, operation);
    case 'bulk':
      return bulk(set, operation.operations);
  }
}

/** How {@link mapSpans} changes what says where something is. */
export interface SpanMap {
  /** A whole record. */
  record<Item extends SpanSelector>(item: Item): Item;
  /** New values of fields of one. */
  fields<Fields extends FieldsOf<SpanSelector>>(fields: Fields): Fields;
}

/** The same operation with other spans, in each of its steps. */
export function mapSpans(operation: Operation, map: SpanMap): Operation {
  switch (operation.kind) {
    case 'add':
    case 'reject':
      return { ...operation, annotation: map.record(operation.annotation) };
    case 'addArticle':
      return { ...operation, article: map.record(operation.article) };
    case 'change':
      return { ...operation, fields: map.fields(operation.fields) };
    case 'changeArticle':
      return { ...operation, fields: map.fields(operation.fields) };
    case 'bulk':
      return { ...operation, operations: operation.operations.map((part) => mapSpans(part, map)) };
    case 'remove':
    case 'relate':
    case 'changeRelation':
    case 'unrelate':
    case 'addEvent':
    case 'changeEvent':
    case 'removeEvent':
    case 'addArgument':
    case 'removeArgument':
    case 'unreject':
    case 'removeArticle':
    case 'tag':
    case 'describe':
    case 'retext':
      return operation;
  }
}

export function findAnnotation(set: AnnotationSet, id: string): Annotation | undefined {
  return findIn(ANNOTATIONS, set, id);
}

function removeEvent(set: AnnotationSet, id: string): Applied | Refused {
  if (findIn(EVENTS, set, id) === undefined) return unknownId(id);
  const unlinked = unlinkAll(set, new Set([id]));
  // An event whose only part is an event that has nothing else has gone along with that.
  if (!unlinked.ok || findIn(EVENTS, unlinked.set, id) === undefined) return unlinked;
  const removed = removeBareEvent(unlinked.set, id);
  if (!removed.ok) return removed;
  return { ...removed, inverse: asOne([removed.inverse, ...stepsOf(unlinked.inverse)]) };
}

const stepsOf = (operation: Operation): readonly Operation[] =>
  operation.kind === 'bulk' ? operation.operations : [operation];

/** Several edits as one operation. */
export function asOne(operations: readonly Operation[]): Operation {
  return operations.length === 1 ? (operations[0] as Operation) : { kind: 'bulk', operations };
}

function retext(set: AnnotationSet, { text, unmarked = [] }: Operation & { kind: 'retext' }): Applied {
  if (text.sha256 === set.text.sha256)
    return { ok: true, set: { ...set, text }, inverse: { kind: 'retext', text: set.text } };
  const marked: string[] = [];
  const following = <Item extends ArticleRecord | Annotation>(records: readonly Item[]): Item[] =>
    records.map((record) => {
      if (unmarked.includes(record.id)) return withoutMark(record);
      if (record.in !== undefined) return record;
      marked.push(record.id);
      return { ...record, in: textPrefix(set.text) };
    });
  const { rejected, articles } = set;
  const followed: AnnotationSet = {
    ...set,
    text,
    ...(rejected !== undefined && { rejected: following(rejected) }),
    ...(articles !== undefined && { articles: following(articles) }),
  };
  const inverse: Operation = { kind: 'retext', text: set.text, ...(marked.length > 0 && { unmarked: marked }) };
  return { ok: true, set: followed, inverse };
}

function withoutMark<Item extends { readonly in?: string }>(record: Item): Item {
  return Object.fromEntries(Object.entries(record).filter(([key]) => key !== 'in')) as unknown as Item;
}

/** Applies edits one after the other; runs of one kind at once, so that the time grows with their number. */
function bulk(set: AnnotationSet, operations: readonly Operation[]): Applied | Refused {
  const inverses: Operation[] = [];
  let current = set;
  for (let at = 0; at < operations.length;) {
    const run = runFrom(operations, at);
    const result = applyRun(current, run);
    if (!result.ok) return result;
    inverses.push(result.inverse);
    current = result.set;
    at += run.length;
  }
  return { ok: true, set: current, inverse: { kind: 'bulk', operations: inverses.reverse().flatMap(stepsOf) } };
}

/** The edits from a place on that can be applied at once; at least one. */
function runFrom(operations: readonly Operation[], from: number): readonly Operation[] {
  const kind = operations[from]?.kind;
  let end = from + 1;
  if (kind === 'add' || kind === 'remove') while (operations[end]?.kind === kind) end++;
  if (kind === 'change') end = endOfChanges(operations, from);
  return operations.slice(from, end);
}

/** Where the changes that begin at a place end, or the first of them that changes a record again. */
function endOfChanges(operations: readonly Operation[], from: number): number {
  const changed = new Set<string>();
  let end = from;
  for (; end < operations.length; end++) {
    const operation = operations[end];
    if (operation?.kind !== 'change' || changed.has(operation.id)) break;
    changed.add(operation.id);
  }
  return end;
}

function applyRun(set: AnnotationSet, run: readonly Operation[]): Applied | Refused {
  const additions = run.filter((operation) => operation.kind === 'add');
  if (additions.length > 1) return addAll(set, additions);
  const changes = run.filter((operation) => operation.kind === 'change');
  if (changes.length > 1) return changeAll(set, changes);
  const removals = run.flatMap((operation) => (operation.kind === 'remove' ? [operation.id] : []));
  return removals.length > 1 ? removeAll(set, removals) : apply(set, run[0] as Operation);
}

function addAll(set: AnnotationSet, additions: readonly (Operation & { kind: 'add' })[]): Applied | Refused {
  const taken = idsOf(set);
  for (const { annotation, restores } of additions) {
    const refusal = refuseIssues(annotationIssues(annotation), restores) ?? refuseKnown(taken, annotation.id);
    if (refusal !== undefined) return refusal;
    taken.add(annotation.id);
  }
  const added = additions.map(({ annotation }) => annotation);
  return {
    ok: true,
    set: { ...set, annotations: [...set.annotations, ...added].sort(compareAnnotations) },
    inverse: { kind: 'bulk', operations: added.map(({ id }): Operation => ({ kind: 'remove', id })).reverse() },
  };
}

function changeAll(set: AnnotationSet, changes: readonly (Operation & { kind: 'change' })[]): Applied | Refused {
  return changeAllIn(ANNOTATIONS, set, changes, (id, fields) => ({ kind: 'change', id, fields, restores: true }));
}

/** As one removal after the other: what leads to the annotations is looked for once. */
function removeAll(set: AnnotationSet, ids: readonly string[]): Applied | Refused {
  const gone = new Set(ids);
  const removed = set.annotations.filter(({ id }) => gone.has(id));
  if (removed.length < ids.length) return unknownId(firstUnknown(ids, removed));
  const unrelated = unrelateAll(set, gone);
  const unlinked = unlinkAll(unrelated.set, gone);
  if (!unlinked.ok) return unlinked;
  const inverses: Operation[] = [
    ...removed.map((annotation): Operation => ({ kind: 'add', annotation, restores: true })),
    ...stepsOf(unlinked.inverse),
    ...stepsOf(unrelated.inverse),
  ];
  const annotations = set.annotations.filter(({ id }) => !gone.has(id));
  return { ok: true, set: { ...unlinked.set, annotations }, inverse: asOne(inverses) };
}

/** Takes the links to records out of all events. */
function unlinkAll(set: AnnotationSet, ids: ReadonlySet<string>): Applied | Refused {
  const inverses: Operation[][] = [];
  let current = set;
  for (const id of [...linkedIds(set)].filter((linked) => ids.has(linked))) {
    const result = bulk(current, unlinking(current, id));
    if (!result.ok) return result;
    current = result.set;
    inverses.unshift([...stepsOf(result.inverse)]);
  }
  return { ok: true, set: current, inverse: { kind: 'bulk', operations: inverses.flat() } };
}

/** The first id that no record has, or that is named again. */
function firstUnknown(ids: readonly string[], records: readonly { readonly id: string }[]): string {
  const left = new Set(records.map(({ id }) => id));
  return ids.find((id) => !left.delete(id)) ?? '';
}
