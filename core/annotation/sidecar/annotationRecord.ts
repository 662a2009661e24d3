import { withoutUndefined, type Json, type JsonObject } from '../../yaml/json';
import type { RecordReader } from '../../yaml/recordReader';
import type { Annotation } from '../annotation';
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

const FURTHER_KEYS = ['entity', 'note', 'by', 'at', 'source', 'status', 'certainty', 'attributes', 'in'] as const;
