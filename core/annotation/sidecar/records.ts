import { sameData, withoutUndefined, type Json, type JsonObject } from '../../yaml/json';
import { RecordReader, type Issue } from '../../yaml/recordReader';
import { codePoint } from '../../text/units';
import {
  compareAnnotations,
  compareIds,
  type Annotation,
  type AnnotationSet,
  type ArticleRecord,
  type EventRecord,
  type Relation,
  type TextIdentity,
} from '../annotation';
import { annotationFrom, annotationToData } from './annotationRecord';
import { noteTags, withExtra } from './fields';
import { isWritable } from './flowText';
import {
  articleFrom,
  articleToData,
  eventFrom,
  eventToData,
  noteDanglingEvents,
  reservedFrom,
  reservedToData,
  RESERVED_LISTS,
  withReserved,
} from './reserved';

/** The version of the sidecar format that is read and written. */
export const SIDECAR_VERSION = 1;

/**
 * Reads an annotation set from the plain data of a sidecar; what does not fit is added to `issues`. With `unread`, the
 * places of the annotations that are still to be read: all others stand in the list as they will be in the set.
 */
export function annotationSetFromData(data: Json, issues: Issue[], unread?: ReadonlySet<number>): AnnotationSet {
  const reader = new RecordReader(data, [], issues);
  noteVersion(reader);
  const set = withoutUndefined<AnnotationSet>({
    text: textFrom(reader.record('text')),
    annotator: reader.optionalString('annotator'),
    annotations: reader.records('annotations', annotationFrom, unread),
    relations: reader.records('relations', relationFrom),
    document: reader.optionalMapping('document') ?? {},
    ...reservedFrom(reader),
    extra: reader.rest(),
  });
  noteTags(set.document, reader, 'document');
  noteDuplicateIds(set, reader);
  noteDanglingLinks(set, reader);
  return sorted(set);
}

/** Versions are whole numbers: there is no minor one, because unknown keys are kept whatever the version. */
function noteVersion(reader: RecordReader): void {
  const version = reader.count('version');
  if (version === 0) reader.issue('type', 'The version must be 1.', 'version');
  if (version <= SIDECAR_VERSION) return;
  const message = 'A newer version of the program wrote this file; it is shown but not changed. Update the program.';
  reader.issue('newer-version', message, 'version');
}

function textFrom(reader: RecordReader): TextIdentity {
  return withoutUndefined<TextIdentity>({
    sha256: reader.name('sha256'),
    length: codePoint(reader.count('length')),
    extra: reader.rest(),
  });
}

function relationFrom(reader: RecordReader): Relation {
  return withoutUndefined<Relation>({
    id: reader.name('id'),
    label: reader.name('label'),
    from: reader.name('from'),
    to: reader.name('to'),
    extra: reader.rest(),
  });
}

/** The lists of records with an id, by their key in the file. */
const LISTS = ['annotations', 'relations', ...RESERVED_LISTS] as const;

/** Ids are unique over all lists: operations, undo and merges name records by id alone. */
function noteDuplicateIds(set: AnnotationSet, reader: RecordReader): void {
  const ids = new Set<string>();
  let count = 0;
  for (const list of LISTS)
    for (const { id } of set[list] ?? []) {
      ids.add(id);
      count++;
    }
  if (ids.size === count) return;

  const seen = new Set<string>();
  for (const list of LISTS)
    set[list]?.forEach(({ id }, index) => {
      if (seen.has(id)) {
        const message = `The id "${id}" is given twice. Give one of the two records another id.`;
        reader.issueAt('duplicate-id', message, [list, index, 'id']);
      }
      seen.add(id);
    });
}

function noteDanglingLinks(set: AnnotationSet, reader: RecordReader): void {
  if (set.relations.length === 0 && set.events === undefined) return;
  const annotations = new Set(set.annotations.map(({ id }) => id));
  set.relations.forEach((relation, index) => {
    for (const side of ['from', 'to'] as const) {
      if (annotations.has(relation[side])) continue;
      const message = `No annotation has the id "${relation[side]}". Correct or remove the relation.`;
      reader.issueAt('dangling-relation', message, ['relations', index, side], 'warning');
    }
  });
  noteDanglingEvents(set.events ?? [], annotations, reader);
}

function sorted(set: AnnotationSet): AnnotationSet {
  const annotations = isSorted(set.annotations) ? set.annotations : set.annotations.toSorted(compareAnnotations);
  return withReserved({ ...set, annotations, relations: set.relations.toSorted(compareIds) }, set);
}

function isSorted(annotations: readonly Annotation[]): boolean {
  let last: Annotation | undefined;
  for (const annotation of annotations) {
    if (last !== undefined && compareAnnotations(last, annotation) > 0) return false;
    last = annotation;
  }
  return true;
}

/** The plain data of a set: its top-level entries in the order they are written; empty optional parts are left out. */
export function annotationSetToData(set: AnnotationSet): JsonObject {
  const { text, annotator, annotations, relations, document, extra } = set;
  const known: JsonObject = {
    version: SIDECAR_VERSION,
    text: withExtra({ sha256: text.sha256, length: text.length }, text.extra),
    ...(annotator !== undefined && { annotator }),
    annotations: annotations.toSorted(compareAnnotations).map(annotationToData),
    ...(relations.length > 0 && { relations: relations.toSorted(compareIds).map(relationToData) }),
    ...(Object.keys(document).length > 0 && { document }),
    ...reservedToData(set),
  };
  return withExtra(known, extra);
}

export function relationToData({ id, label, from, to, extra }: Relation): JsonObject {
  return withExtra({ id, label, from, to }, extra);
}

/** What keeps an annotation from being read back as it is once it is written; empty for a sound one. */
export function annotationIssues(annotation: Annotation): Issue[] {
  return roundTripIssues(annotation, annotationToData(annotation), annotationFrom);
}

/** As {@link annotationIssues}, for a relation. */
export function relationIssues(relation: Relation): Issue[] {
  return roundTripIssues(relation, relationToData(relation), relationFrom);
}

/** As {@link annotationIssues}, for an event. */
export function eventIssues(event: EventRecord): Issue[] {
  return roundTripIssues(event, eventToData(event), eventFrom);
}

/** As {@link annotationIssues}, for an article. */
export function articleIssues(article: ArticleRecord): Issue[] {
  return roundTripIssues(article, articleToData(article), articleFrom);
}

/** What is wrong with tags of the document. */
export function tagIssues(tags: JsonObject): Issue[] {
  const issues: Issue[] = [];
  noteTags(tags, new RecordReader({ tags }, [], issues), 'tags');
  return issues;
}

function roundTripIssues<Value>(value: Value, data: JsonObject, read: (reader: RecordReader) => Value): Issue[] {
  const issues: Issue[] = [];
  const reader = new RecordReader(data, [], issues);
  const readBack = read(reader);
  const isKept = isWritable(data) && sameData(readBack, value);
  if (issues.length === 0 && !isKept)
    reader.issue('not-writable', 'A value cannot be written (broken characters, or a key given twice). Change it.');
  return issues;
}
