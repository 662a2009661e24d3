import type { Annotation, AnnotationSet, EventRecord } from '../annotation/annotation';
import type { Operation } from '../annotation/operations';
import type { SchemaName } from '../corpus/manifestNames';
import { isJsonObject, ownValue, sameData, type Json, type JsonObject } from '../yaml/json';
import type { Refactoring, Renaming } from './refactoring';

/** What a refactoring does in one sidecar. */
export interface SidecarChange {
  /** Undefined where nothing is concerned. */
  readonly operation: Operation | undefined;
  /** How many records it changes. */
  readonly count: number;
  /** How many stay as they are, because they hold a value under the other name, too: a person must say which one counts. */
  readonly left: number;
}

/** What a refactoring does in the sidecar at an address. */
export function changeOf(set: AnnotationSet, sidecarUri: string, refactoring: Refactoring): SidecarChange {
  const edits =
    refactoring.kind === 'split'
      ? relabelled(set, refactoring.name.id, refactoring.to, refactoring.chosen.get(sidecarUri) ?? new Set())
      : renamed(set, refactoring);
  const operations = edits.filter((edit) => edit !== LEFT).flat();
  return {
    operation: operations.length === 0 ? undefined : { kind: 'bulk', operations },
    count: edits.filter((edit) => edit !== LEFT).length,
    left: edits.filter((edit) => edit === LEFT).length,
  };
}

/** The operations that change one record, or that it is left as it is. */
type RecordEdit = readonly Operation[] | typeof LEFT;
const LEFT = 'left';

function renamed(set: AnnotationSet, { name, to }: Renaming): RecordEdit[] {
  const { id, kind, of = '' } = name;
  switch (kind) {
    case 'label':
      return [...relabelled(set, id, to), ...rejectedRelabelled(set, id, to)];
    case 'relation':
      return set.relations
        .filter(({ label }) => label === id)
        .map((relation) => [{ kind: 'changeRelation', id: relation.id, fields: { label: to }, restores: true }]);
    case 'event':
      return (set.events ?? [])
        .filter(({ label }) => label === id)
        .map((event) => [{ kind: 'changeEvent', id: event.id, fields: { label: to }, restores: true }]);
    case 'role':
      return (set.events ?? []).filter(({ label }) => label === of).flatMap((event) => roleRenamed(event, id, to));
    case 'attribute':
      return attributesChanged(set, (attributes) => withKey(attributes, id, to));
    case 'attributeValue':
      return attributesChanged(set, (attributes) => withValue(attributes, of, id, to));
    case 'tag':
      return tagsChanged(set, (tags) => withKey(tags, id, to));
    case 'tagValue':
      return tagsChanged(set, (tags) => withValue(tags, of, id, to));
  }
}

function relabelled(set: AnnotationSet, from: string, to: string, chosen?: ReadonlySet<string>): RecordEdit[] {
  return set.annotations
    .filter(({ id, label }) => label === from && (chosen?.has(id) ?? true))
    .map(({ id }) => [{ kind: 'change', id, fields: { label: to }, restores: true }]);
}

function rejectedRelabelled(set: AnnotationSet, from: string, to: string): RecordEdit[] {
  return (set.rejected ?? [])
    .filter(({ label }) => label === from)
    .map((rejected) => rejectedAs(rejected, { label: to }));
}

const rejectedAs = (rejected: Annotation, fields: Partial<Annotation>): Operation[] => [
  { kind: 'unreject', id: rejected.id },
  { kind: 'reject', annotation: { ...rejected, ...fields }, restores: true },
];

/** All arguments of the role, one after the other: each keeps its place. */
function roleRenamed({ id: event, arguments: all }: EventRecord, from: string, to: string): RecordEdit[] {
  const operations = all.flatMap((argument, at): Operation[] =>
    argument.role === from
      ? [
          { kind: 'removeArgument', event, argument, at },
          { kind: 'addArgument', event, argument: { ...argument, role: to }, at, restores: true },
        ]
      : [],
  );
  return operations.length === 0 ? [] : [operations];
}

/** New data of a record, the same where it is not concerned, or that a person must decide. */
type DataEdit = (data: JsonObject) => JsonObject | typeof LEFT;

function attributesChanged(set: AnnotationSet, edit: DataEdit): RecordEdit[] {
  const edits = <Item extends Annotation | EventRecord>(
    records: readonly Item[],
    change: (record: Item, attributes: JsonObject) => readonly Operation[],
  ): RecordEdit[] => records.flatMap((record) => edited(record.attributes, edit, (changed) => change(record, changed)));
  return [
    ...edits(set.annotations, ({ id }, attributes) => [{ kind: 'change', id, fields: { attributes }, restores: true }]),
    ...edits(set.events ?? [], ({ id }, attributes) => [
      { kind: 'changeEvent', id, fields: { attributes }, restores: true },
    ]),
    ...edits(set.rejected ?? [], (rejected, attributes) => rejectedAs(rejected, { attributes })),
  ];
}

function tagsChanged(set: AnnotationSet, edit: DataEdit): RecordEdit[] {
  const ofFile = edited(set.document, edit, (document) => [{ kind: 'describe', document }]);
  const ofArticles = (set.articles ?? []).flatMap(({ id, tags }) =>
    edited(tags, edit, (changed) => [{ kind: 'changeArticle', id, fields: { tags: changed }, restores: true }]),
  );
  return [...ofFile, ...ofArticles];
}

function edited(
  data: JsonObject | undefined,
  edit: DataEdit,
  change: (changed: JsonObject) => readonly Operation[],
): RecordEdit[] {
  const changed = data === undefined ? data : edit(data);
  if (changed === undefined || changed === data) return [];
  return [changed === LEFT ? LEFT : change(changed)];
}

/** The data with a key under its new name, at its place; where both are there they must hold the same. */
function withKey(data: JsonObject, from: string, to: string): JsonObject | typeof LEFT {
  if (!Object.hasOwn(data, from)) return data;
  if (Object.hasOwn(data, to) && !sameData(data[from], data[to])) return LEFT;
  const entries = Object.entries(data).filter(([key]) => key !== to || !Object.hasOwn(data, from));
  return Object.fromEntries(entries.map(([key, value]) => [key === from ? to : key, value]));
}

/** The data with another value under a key; a list holds it once. */
function withValue(data: JsonObject, key: string, from: string, to: string): JsonObject {
  const value = ownValue(data, key);
  const replaced = value === undefined ? value : replacedIn(value, from, to);
  if (replaced === undefined || replaced === value) return data;
  return Object.fromEntries(Object.entries(data).map(([name, old]) => [name, name === key ? replaced : old]));
}

function replacedIn(value: Json, from: string, to: string): Json {
  if (value === from) return to;
  if (!Array.isArray(value) || !value.includes(from) || isJsonObject(value)) return value;
  return [...new Set(value.map((item: Json) => (item === from ? to : item)))];
}

/** How many records of a sidecar bear a name. */
export function countOf(set: AnnotationSet, name: SchemaName): number {
  const { count, left } = changeOf(set, '', { kind: 'rename', name, to: UNUSED });
  return count + left;
}

/** No name of anything. */
const UNUSED = '\u0000';
