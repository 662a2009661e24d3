import { sameData, type JsonObject } from '../yaml/json';
import type { Issue } from '../yaml/recordReader';
import {
  compareAnnotations,
  compareIds,
  holdsId,
  idsOf,
  textPrefix,
  type Annotation,
  type AnnotationSet,
  type ArticleRecord,
  type Relation,
  type TextIdentity,
} from './annotation';
import { annotationIssues, relationIssues } from './sidecar/records';
import { ENTRY_ANCESTORS, isWritable } from './sidecar/flowText';

/**
 * An edit of an annotation set as plain data. Records are named by id, so that it can be undone after other edits.
 * `restores` marks the way back to what a file held before, flaws included that a new record must not have.
 */
export type Operation =
  | { readonly kind: 'add'; readonly annotation: Annotation; readonly restores?: true }
  | { readonly kind: 'change'; readonly id: string; readonly fields: AnnotationFields; readonly restores?: true }
  /** Removes an annotation together with the relations that begin or end at it. */
  | { readonly kind: 'remove'; readonly id: string }
  | { readonly kind: 'relate'; readonly relation: Relation; readonly restores?: true }
  | { readonly kind: 'unrelate'; readonly id: string }
  /** Replaces the metadata of the document. */
  | { readonly kind: 'describe'; readonly document: JsonObject }
  /**
   * Says that the offsets now refer to another text. Turned-down suggestions and articles that referred to the text before
   * say so from now on with `in`; those with the ids in `unmarked` lose it.
   */
  | { readonly kind: 'retext'; readonly text: TextIdentity; readonly unmarked?: readonly string[] }
  /** Several edits as one step: all are applied or none. */
  | { readonly kind: 'bulk'; readonly operations: readonly Operation[] };

/** New values of fields; `null` removes an optional field. Fields that are not named keep their value. */
export type AnnotationFields = {
  readonly [Key in Exclude<keyof Annotation, 'id'>]?: undefined extends Annotation[Key]
    ? Exclude<Annotation[Key], undefined> | null
    : Annotation[Key];
};

export interface Applied {
  readonly ok: true;
  readonly set: AnnotationSet;
  /** The operation that takes the edit back. */
  readonly inverse: Operation;
}

/** An operation that does not fit the set, which is then unchanged. */
export interface Refused {
  readonly ok: false;
  /** Stable name of the reason; clients translate by it. */
  readonly code: string;
  /** A plain English sentence. */
  readonly message: string;
}

/** Applies an operation; the set that was given stays as it is. */
export function apply(set: AnnotationSet, operation: Operation): Applied | Refused {
  switch (operation.kind) {
    case 'add':
      return add(set, operation);
    case 'change':
      return change(set, operation);
    case 'remove':
      return remove(set, operation.id);
    case 'relate':
      return relate(set, operation);
    case 'unrelate':
      return unrelate(set, operation.id);
    case 'describe':
      if (!isWritable(operation.document, ENTRY_ANCESTORS))
        return refused('not-writable', 'The metadata cannot be written.');
      return {
        ok: true,
        set: { ...set, document: operation.document },
        inverse: { kind: 'describe', document: set.document },
      };
    case 'retext':
      return retext(set, operation);
    case 'bulk':
      return bulk(set, operation.operations);
  }
}

export function findAnnotation(set: AnnotationSet, id: string): Annotation | undefined {
  return set.annotations.find((annotation) => annotation.id === id);
}

function add(set: AnnotationSet, { annotation, restores }: Operation & { kind: 'add' }): Applied | Refused {
  const { id } = annotation;
  const refusal = refuseIssues(annotationIssues(annotation), restores) ?? refuseTaken(set, id);
  if (refusal !== undefined) return refusal;
  const annotations = inserted(set.annotations, annotation, compareAnnotations);
  return { ok: true, set: { ...set, annotations }, inverse: { kind: 'remove', id } };
}

function change(set: AnnotationSet, { id, fields, restores }: Operation & { kind: 'change' }): Applied | Refused {
  const index = set.annotations.findIndex((annotation) => annotation.id === id);
  const old = set.annotations[index];
  if (old === undefined) return unknownId(id);
  const changed = withFields(old, fields);
  const refusal = refuseIssues(newIssues(old, changed), restores);
  if (refusal !== undefined) return refusal;
  const staysInPlace = compareAnnotations(old, changed) === 0;
  const annotations = staysInPlace
    ? set.annotations.with(index, changed)
    : inserted(set.annotations.toSpliced(index, 1), changed, compareAnnotations);
  return {
    ok: true,
    set: sameData(old, changed) ? set : { ...set, annotations },
    inverse: { kind: 'change', id, fields: valuesOf(old, fields), restores: true },
  };
}

/** What is wrong with a record after a change, leaving out the flaws that it had before: a note can be added to any. */
function newIssues(old: Annotation, changed: Annotation): Issue[] {
  const issues = annotationIssues(changed);
  if (issues.every(isError)) return issues;
  const before = annotationIssues(old);
  return issues.filter((issue) => isError(issue) || !before.some((known) => sameData(known, issue)));
}

function withFields(annotation: Annotation, fields: AnnotationFields): Annotation {
  const entries = Object.entries({ ...annotation, ...fields }).filter(([, value]) => value !== null);
  return Object.fromEntries(entries) as unknown as Annotation;
}

/** The values that `annotation` has now for the keys of `fields`. */
function valuesOf(annotation: Annotation, fields: AnnotationFields): AnnotationFields {
  const keys = Object.keys(fields) as (keyof AnnotationFields)[];
  return Object.fromEntries(keys.map((key) => [key, annotation[key] ?? null]));
}

function remove(set: AnnotationSet, id: string): Applied | Refused {
  const annotation = findAnnotation(set, id);
  if (annotation === undefined) return unknownId(id);
  const touches = ({ from, to }: Relation): boolean => from === id || to === id;
  const lost = set.relations.filter(touches);
  const restore: Operation[] = [
    { kind: 'add', annotation, restores: true },
    ...lost.map((relation) => relating(relation, set)),
  ];
  return {
    ok: true,
    set: {
      ...set,
      annotations: set.annotations.filter((other) => other !== annotation),
      relations: lost.length === 0 ? set.relations : set.relations.filter((relation) => !touches(relation)),
    },
    inverse: restore.length === 1 ? (restore[0] as Operation) : { kind: 'bulk', operations: restore },
  };
}

function relate(set: AnnotationSet, { relation, restores }: Operation & { kind: 'relate' }): Applied | Refused {
  const refusal = refuseIssues(relationIssues(relation), restores) ?? refuseTaken(set, relation.id);
  if (refusal !== undefined) return refusal;
  const missing = missingEndOf(relation, set);
  if (missing !== undefined && restores !== true) return unknownId(missing);
  const relations = inserted(set.relations, relation, compareIds);
  return { ok: true, set: { ...set, relations }, inverse: { kind: 'unrelate', id: relation.id } };
}

function missingEndOf({ from, to }: Relation, set: AnnotationSet): string | undefined {
  return [from, to].find((id) => findAnnotation(set, id) === undefined);
}

/** The way back to a relation of `set`, which a file may have held though an end of it, or more, was wrong. */
function relating(relation: Relation, set: AnnotationSet): Operation {
  const isFlawed = missingEndOf(relation, set) !== undefined || relationIssues(relation).length > 0;
  return { kind: 'relate', relation, ...(isFlawed && { restores: true }) };
}

function unrelate(set: AnnotationSet, id: string): Applied | Refused {
  const relation = set.relations.find((other) => other.id === id);
  if (relation === undefined) return unknownId(id);
  const relations = set.relations.filter((other) => other !== relation);
  return { ok: true, set: { ...set, relations }, inverse: relating(relation, set) };
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

/** Applies edits one after the other; runs of additions and of removals at once, so that the time grows with their number. */
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
  const flat = inverses.reverse().flatMap((inverse) => (inverse.kind === 'bulk' ? inverse.operations : [inverse]));
  return { ok: true, set: current, inverse: { kind: 'bulk', operations: flat } };
}

/** The edits from a place on that can be applied at once; at least one. */
function runFrom(operations: readonly Operation[], from: number): readonly Operation[] {
  const kind = operations[from]?.kind;
  let end = from + 1;
  if (kind === 'add' || kind === 'remove') while (operations[end]?.kind === kind) end++;
  return operations.slice(from, end);
}

function applyRun(set: AnnotationSet, run: readonly Operation[]): Applied | Refused {
  const additions = run.filter((operation) => operation.kind === 'add');
  if (additions.length > 1) return addAll(set, additions);
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

function removeAll(set: AnnotationSet, ids: readonly string[]): Applied | Refused {
  const left = new Map(set.annotations.map((annotation) => [annotation.id, annotation]));
  const relations = new Set(set.relations);
  const restores: Operation[] = [];
  for (const id of ids) {
    const annotation = left.get(id);
    if (annotation === undefined) return unknownId(id);
    left.delete(id);
    const lost = [...relations].filter(({ from, to }) => from === id || to === id);
    lost.forEach((relation) => relations.delete(relation));
    restores.push(...lost.map((relation): Operation => ({ kind: 'relate', relation })).reverse());
    restores.push({ kind: 'add', annotation, restores: true });
  }
  return {
    ok: true,
    set: { ...set, annotations: [...left.values()], relations: [...relations] },
    inverse: { kind: 'bulk', operations: restores.reverse() },
  };
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

const refused = (code: string, message: string): Refused => ({ ok: false, code, message });
const takenId = (id: string): Refused => refused('duplicate-id', `There is a record with the id "${id}" already.`);
const unknownId = (id: string): Refused => refused('unknown-id', `There is no record with the id "${id}" any more.`);

const isError = ({ severity }: Issue): boolean => severity === 'error';

/** What a reader only warns of is no reason to refuse a record that is to be restored. */
function refuseIssues(issues: readonly Issue[], restores?: boolean): Refused | undefined {
  const issue = restores === true ? issues.find(isError) : issues[0];
  return issue === undefined ? undefined : refused(issue.code, issue.message);
}

function refuseTaken(set: AnnotationSet, id: string): Refused | undefined {
  return holdsId(set, id) ? takenId(id) : undefined;
}

const refuseKnown = (taken: ReadonlySet<string>, id: string): Refused | undefined =>
  taken.has(id) ? takenId(id) : undefined;
