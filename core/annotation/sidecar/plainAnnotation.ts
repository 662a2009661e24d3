import { codePoint } from '../../text/units';
import { isJsonObject, type Json, type JsonObject } from '../../yaml/json';
import type { Annotation } from '../annotation';
import { entityFlaw, spanFlaw } from './fields';
import { RECORD_ANCESTORS, type FlowReader } from './flowText';

type Mutable<Value> = { -readonly [Key in keyof Value]: Value[Key] };

/**
 * Reads an annotation as nearly all are written: known fields in the order of the format, nothing amiss. Undefined for
 * any other record, sound or not: then `annotationFrom` decides, which finds in this one what is found here.
 */
export function readPlainAnnotation(flow: FlowReader): Annotation | undefined {
  const id = flow.skip('{id: ') ? flow.string() : undefined;
  const label = flow.skip(', label: ') ? flow.string() : undefined;
  const start = flow.skip(', start: ') ? flow.count() : undefined;
  const end = flow.skip(', end: ') ? flow.count() : undefined;
  const exact = flow.skip(', exact: ') ? flow.string() : undefined;
  const before = flow.skip(', before: ') ? flow.string() : '';
  const after = flow.skip(', after: ') ? flow.string() : '';
  if (!id || !label || start === undefined || end === undefined || exact === undefined) return undefined;
  if (before === undefined || after === undefined || start > end || spanFlaw(start, end, exact)) return undefined;
  const annotation = { id, label, start: codePoint(start), end: codePoint(end), exact, before, after };
  return flow.skip('}') || (readFurtherFields(flow, annotation) && flow.skip('}')) ? annotation : undefined;
}

function readFurtherFields(flow: FlowReader, annotation: Mutable<Annotation>): boolean {
  return (
    readText(flow, annotation, 'entity', ', entity: ') &&
    entityFlaw(annotation.entity) === undefined &&
    readText(flow, annotation, 'note', ', note: ') &&
    readText(flow, annotation, 'by', ', by: ') &&
    readText(flow, annotation, 'at', ', at: ') &&
    readSource(flow, annotation) &&
    readText(flow, annotation, 'status', ', status: ') &&
    readText(flow, annotation, 'in', ', in: ')
  );
}

/** False only for a value that is there and no plain text. */
function readText(
  flow: FlowReader,
  annotation: Mutable<Annotation>,
  key: 'entity' | 'note' | 'by' | 'at' | 'status' | 'in',
  before: string,
): boolean {
  if (!flow.skip(before)) return true;
  const text = flow.string();
  if (text === undefined) return false;
  annotation[key] = text;
  return true;
}

function readSource(flow: FlowReader, annotation: Mutable<Annotation>): boolean {
  if (!flow.skip(', source: ')) return true;
  const source = flow.repeatedValue(RECORD_ANCESTORS + 1);
  if (!isPlainSource(source)) return false;
  annotation.source = source;
  return true;
}

/** Whether a source is a text, or a suggestion as this program notes it. */
function isPlainSource(source: Json | undefined): source is string | JsonObject {
  if (!isJsonObject(source)) return typeof source === 'string';
  const { kind, recognisers, version } = source;
  const areNames = Array.isArray(recognisers) && recognisers.every((name) => typeof name === 'string');
  return kind === 'suggestion' && areNames && (version === undefined || typeof version === 'string');
}
