import { isJsonObject, type Json, type JsonObject } from '../../yaml/json';
import type { Annotation, AnnotationSet } from '../annotation';
import { annotationToText } from './annotationRecord';
import { annotationSetToData } from './records';
import { ENTRY_ANCESTORS, keyText, RECORD_ANCESTORS, toFlowText } from './flowText';
import { RESERVED_LISTS } from './reserved';

/** The last line of every sidecar: a file that was cut off lacks it. */
export const END_LINE = '...';

const KEY_ORDER: readonly string[] = [
  ...['version', 'text', 'annotator', 'annotations', 'relations', 'document'],
  ...RESERVED_LISTS,
];

/** The place of a top-level key in a canonical sidecar; unknown ones come last. */
export function rankOfKey(key: string): number {
  return KEY_ORDER.includes(key) ? KEY_ORDER.indexOf(key) : KEY_ORDER.length;
}

/**
 * The canonical text of a sidecar: one record, one line, sorted, ending in `...`. The same annotations give the same
 * bytes in whatever order they were made. Throws a RangeError for values that no sidecar can hold (lone surrogates).
 */
export function serialiseSidecar(set: AnnotationSet): string {
  // Sorted: an object has keys that are numbers before all others.
  const entries = Object.entries(annotationSetToData(set)).sort(([a], [b]) => rankOfKey(a) - rankOfKey(b));
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

/** As {@link recordLine}, for an annotation. */
export function annotationLine(annotation: Annotation): string {
  return `- ${annotationToText(annotation)}`;
}

export function isRecordList(value: Json): value is readonly JsonObject[] {
  return Array.isArray(value) && value.length > 0 && value.every(isJsonObject);
}
