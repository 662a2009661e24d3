import { withoutUndefined, type Json, type JsonObject } from '../../yaml/json';
import type { RecordReader } from '../../yaml/recordReader';
import type { Annotation } from '../annotation';
import { RECORD_ANCESTORS, toFlowText } from './flowText';
import { entityFrom, provenanceFrom, selectorFrom, selectorToData, withExtra } from './fields';

export function annotationFrom(reader: RecordReader): Annotation {
  return withoutUndefined<Annotation>({
    id: reader.name('id'),
    label: reader.name('label'),
    ...selectorFrom(reader),
    entity: entityFrom(reader),
    note: reader.optionalString('note'),
    ...provenanceFrom(reader),
    status: reader.optionalString('status'),
    certainty: reader.optionalOneOf('certainty', 'a string or a number', isStringOrNumber),
    attributes: reader.optionalMapping('attributes'),
    extra: reader.rest(),
  });
}

const isStringOrNumber = (value: Json): value is string | number =>
  typeof value === 'string' || typeof value === 'number';

/** The record of an annotation, its keys in the order they are written. */
export function annotationToData(annotation: Annotation): JsonObject {
  const { id, label, extra } = annotation;
  const further = FURTHER_KEYS.flatMap((key) =>
    annotation[key] === undefined ? [] : [[key, annotation[key]] as const],
  );
  return withExtra({ id, label, ...selectorToData(annotation), ...Object.fromEntries(further) }, extra);
}

/**
 * The record of an annotation in canonical form: what `annotationToData` gives, without the data. Throws a RangeError for
 * one that is not writable.
 */
export function annotationToText(annotation: Annotation): string {
  const { id, label, start, end, exact, before, after, also, extra } = annotation;
  if (also !== undefined || extra !== undefined) return toFlowText(annotationToData(annotation), RECORD_ANCESTORS);
  const text = (value: Json): string => toFlowText(value, RECORD_ANCESTORS + 1);
  let record = `{id: ${text(id)}, label: ${text(label)}, start: ${text(start)}, end: ${text(end)}, exact: ${text(exact)}`;
  if (before !== '') record += `, before: ${text(before)}`;
  if (after !== '') record += `, after: ${text(after)}`;
  for (const key of FURTHER_KEYS) {
    const value = annotation[key];
    if (value !== undefined) record += `, ${key}: ${text(value)}`;
  }
  return `${record}}`;
}

const FURTHER_KEYS = ['entity', 'note', 'by', 'at', 'source', 'status', 'certainty', 'attributes', 'in'] as const;
