import { isJsonObject, sameData, withoutUndefined, type Json, type JsonObject } from '../../yaml/json';
import { RecordReader, type Issue } from '../../yaml/recordReader';
import { codePoint } from '../../text/units';
import {
  compareAnnotations,
  compareIds,
  type Annotation,
  type AnnotationSet,
  type Relation,
  type SpanPart,
  type TextIdentity,
} from '../annotation';
import { isWritable } from './flowText';

/** The version of the sidecar format that is read and written. */
export const SIDECAR_VERSION = 1;

/**
 * Reads an annotation set from the plain data of a sidecar; what does not fit is added to `issues`. `annotations` are those
 * that are read already, by their place in the list.
 */
export function annotationSetFromData(
  data: Json,
  issues: Issue[],
  annotations: readonly (Annotation | undefined)[] = [],
): AnnotationSet {
  const reader = new RecordReader(data, [], issues);
  const version = reader.count('version');
  if (version === 0) reader.issue('type', 'The version must be 1.', 'version');
  if (version > SIDECAR_VERSION) {
    const message = 'A newer version of the program wrote this file; it is shown but not changed. Update the program.';
    reader.issue('newer-version', message, 'version');
  }
  const set = withoutUndefined<AnnotationSet>({
    text: textFrom(reader.record('text')),
    annotator: reader.optionalString('annotator'),
    annotations: reader.records('annotations', annotationFrom, annotations),
    relations: reader.records('relations', relationFrom),
    document: reader.optionalMapping('document') ?? {},
    extra: reader.rest(),
  });
  noteDuplicateIds(set, reader);
  noteDanglingRelations(set, reader);
  return {
    ...set,
    annotations: set.annotations.toSorted(compareAnnotations),
    relations: set.relations.toSorted(compareIds),
  };
}

function textFrom(reader: RecordReader): TextIdentity {
  return withoutUndefined<TextIdentity>({
    sha256: reader.name('sha256'),
    length: codePoint(reader.count('length')),
    extra: reader.rest(),
  });
}

function annotationFrom(reader: RecordReader): Annotation {
  return withoutUndefined<Annotation>({
    id: reader.name('id'),
    label: reader.name('label'),
    ...partFrom(reader),
    before: reader.optionalString('before') ?? '',
    after: reader.optionalString('after') ?? '',
    also: reader.optionalRecords('also', partFrom),
    entity: reader.optionalString('entity'),
    note: reader.optionalString('note'),
    by: reader.optionalString('by'),
    at: reader.optionalString('at'),
    source: reader.optionalOneOf('source', 'a string or a mapping', isStringOrMapping),
    status: reader.optionalString('status'),
    certainty: reader.optionalOneOf('certainty', 'a string or a number', isStringOrNumber),
    attributes: reader.optionalMapping('attributes'),
    in: reader.optionalString('in'),
    extra: reader.rest(),
  });
}

function partFrom(reader: RecordReader): SpanPart {
  const start = reader.count('start');
  const end = reader.count('end');
  if (start > end) reader.issue('span', `The span ends (${end}) before it starts (${start}). Correct it.`, 'end');
  return { start: codePoint(start), end: codePoint(end), exact: reader.string('exact') };
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

const isStringOrMapping = (value: Json): value is string | JsonObject =>
  typeof value === 'string' || isJsonObject(value);
const isStringOrNumber = (value: Json): value is string | number =>
  typeof value === 'string' || typeof value === 'number';

/** Ids are unique over annotations and relations: operations, undo and merges name records by id alone. */
function noteDuplicateIds(set: AnnotationSet, reader: RecordReader): void {
  const seen = new Set<string>();
  for (const list of ['annotations', 'relations'] as const)
    set[list].forEach(({ id }, index) => {
      const message = `The id "${id}" is given twice. Give one of the two records another id.`;
      if (seen.has(id)) reader.issueAt('duplicate-id', message, [list, index, 'id']);
      seen.add(id);
    });
}

function noteDanglingRelations(set: AnnotationSet, reader: RecordReader): void {
  const ids = new Set(set.annotations.map(({ id }) => id));
  set.relations.forEach((relation, index) => {
    for (const side of ['from', 'to'] as const) {
      if (ids.has(relation[side])) continue;
      const message = `No annotation has the id "${relation[side]}". Correct or remove the relation.`;
      reader.issueAt('dangling-relation', message, ['relations', index, side], 'warning');
    }
  });
}

/** The plain data of a set: its top-level entries in the order they are written; empty optional parts are left out. */
export function annotationSetToData(set: AnnotationSet): JsonObject {
  const { text, annotator, annotations, relations, document, extra } = set;
  return {
    version: SIDECAR_VERSION,
    text: { sha256: text.sha256, length: text.length, ...text.extra },
    ...(annotator !== undefined && { annotator }),
    annotations: annotations.toSorted(compareAnnotations).map(annotationToData),
    ...(relations.length > 0 && { relations: relations.toSorted(compareIds).map(relationToData) }),
    ...(Object.keys(document).length > 0 && { document }),
    ...extra,
  };
}

/** The record of an annotation, its keys in the order they are written. */
export function annotationToData(annotation: Annotation): JsonObject {
  const { id, label, start, end, exact, before, after, also, extra, ...further } = annotation;
  return {
    ...{ id, label, start, end, exact },
    ...(before !== '' && { before }),
    ...(after !== '' && { after }),
    ...(also !== undefined && { also: also.map(({ start, end, exact }) => ({ start, end, exact })) }),
    ...inOrder(further),
    ...extra,
  };
}

const FURTHER_KEYS = ['entity', 'note', 'by', 'at', 'source', 'status', 'certainty', 'attributes', 'in'] as const;

function inOrder(further: Pick<Annotation, (typeof FURTHER_KEYS)[number]>): JsonObject {
  return withoutUndefined<JsonObject>(Object.fromEntries(FURTHER_KEYS.map((key) => [key, further[key]])));
}

export function relationToData({ id, label, from, to, extra }: Relation): JsonObject {
  return { id, label, from, to, ...extra };
}

/** What keeps an annotation from being read back as it is once it is written; empty for a sound one. */
export function annotationIssues(annotation: Annotation): Issue[] {
  return roundTripIssues(annotation, annotationToData(annotation), annotationFrom);
}

/** As {@link annotationIssues}, for a relation. */
export function relationIssues(relation: Relation): Issue[] {
  return roundTripIssues(relation, relationToData(relation), relationFrom);
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
