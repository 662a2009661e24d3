import { isJsonObject, type Json, type JsonObject } from '../../yaml/json';
import type { AnnotationSet } from '../annotation';
import { annotationSetToData } from './records';
import { ENTRY_ANCESTORS, keyText, RECORD_ANCESTORS, toFlowText } from './flowText';

/** The last line of every sidecar: a file that was cut off lacks it. */
export const END_LINE = '...';

/**
 * The canonical text of a sidecar: one record, one line, sorted, ending in `...`. The same annotations give the same
 * bytes in whatever order they were made. Throws a RangeError for values that no sidecar can hold (lone surrogates).
 */
export function serialiseSidecar(set: AnnotationSet): string {
  const entries = Object.entries(annotationSetToData(set));
  return [...entries.flatMap(([key, value]) => entryLines(key, value)), END_LINE, ''].join('\n');
}

/** The lines of a top-level entry: a list of records has a line for each, everything else is one line. */
export function entryLines(key: string, value: Json): string[] {
  if (!isRecordList(value)) return [`${keyText(key)}: ${toFlowText(value, ENTRY_ANCESTORS)}`];
  return [`${keyText(key)}:`, ...value.map(recordLine)];
}

/** The line of one record of a list. */
export function recordLine(record: JsonObject): string {
  return `- ${toFlowText(record, RECORD_ANCESTORS)}`;
}

export function isRecordList(value: Json): value is readonly JsonObject[] {
  return Array.isArray(value) && value.length > 0 && value.every(isJsonObject);
}
