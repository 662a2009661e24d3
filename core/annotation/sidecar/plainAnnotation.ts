import { codePoint } from '../../text/units';
import type { Annotation } from '../annotation';
import { RECORD_ANCESTORS, type FlowReader } from './flowText';

/** The keys of further fields whose value is any text. */
const TEXT_KEYS = ['entity', 'note', 'by', 'at', 'status', 'in'] as const;
type TextKey = (typeof TEXT_KEYS)[number];
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
  // Equal lengths also say that the span is not empty and that the text has no character beyond U+FFFF.
  if (before === undefined || after === undefined || exact === '' || exact.length !== end - start) return undefined;
  const annotation = { id, label, start: codePoint(start), end: codePoint(end), exact, before, after };
  return readFurtherFields(flow, annotation) && flow.skip('}') ? annotation : undefined;
}

function readFurtherFields(flow: FlowReader, annotation: Mutable<Annotation>): boolean {
  while (flow.skip(', ')) {
    const key = flow.key();
    if (key === undefined || key in annotation || !flow.skip(' ')) return false;
    if (key === 'source') {
      const source = flow.value(RECORD_ANCESTORS + 1);
      if (typeof source !== 'string' && (typeof source !== 'object' || source === null || Array.isArray(source)))
        return false;
      annotation.source = source as NonNullable<Annotation['source']>;
    } else {
      const text = TEXT_KEYS.includes(key as TextKey) ? flow.string() : undefined;
      if (text === undefined) return false;
      annotation[key as TextKey] = text;
    }
  }
  return true;
}
