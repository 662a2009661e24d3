import { codePoint } from '../../text/units';
import type { Json, JsonObject } from '../../yaml/json';
import { RecordReader, type Issue } from '../../yaml/recordReader';
import type { Annotation, Provenance } from '../annotation';
import { entityFlaw, provenanceFrom, spanFlaw } from './fields';
import { fromFlowText, NUMBER_BODY, RECORD_ANCESTORS, STRING_BODY, unescaped } from './flowText';

/*
 * Annotations as nearly all are written: known fields in the order of the format, nothing amiss, one line after the other.
 * One pattern reads a line, and no object but the annotation outlives it: both are quick in a program that has just
 * started, and stay so when the garbage collector throws away what the compiler knew of objects that are gone.
 */

const TEXT = `"(${STRING_BODY})"`;
const COUNT = '(0|[1-9]\\d{0,14})';
const MAPPING = '\\{[^{}\\r\\n]*\\}';
const optional = (key: string, value: string): string => `(?:, ${key}: ${value})?`;

const LINE = new RegExp(
  `\\{id: ${TEXT}, label: ${TEXT}, start: ${COUNT}, end: ${COUNT}, exact: ${TEXT}` +
    ['before', 'after', 'entity', 'note', 'by', 'at'].map((key) => optional(key, TEXT)).join('') +
    optional('source', `("${STRING_BODY}"|${MAPPING})`) +
    optional('status', TEXT) +
    optional('certainty', `("${STRING_BODY}"|${NUMBER_BODY})`) +
    optional('attributes', `(${MAPPING})`) +
    optional('in', TEXT) +
    '\\}\\r?\\n',
  'y',
);

/** The groups of {@link LINE} that hold the body of a string. */
const TEXT_GROUPS = [1, 2, 5, 6, 7, 8, 9, 10, 11, 13, 16] as const;

/**
 * Reads the annotations that stand from `start` on, each behind `marker`, and adds them to `annotations`. Returns where
 * the first line begins that is anything else, sound or not: `annotationFrom` decides on that one. It finds in the lines
 * read here what is found here.
 */
export function readPlainAnnotations(text: string, start: number, marker: string, annotations: Annotation[]): number {
  const values: Values = { sources: new Map(), others: new Map() };
  let at = start;
  while (text.startsWith(marker, at)) {
    LINE.lastIndex = at + marker.length;
    const line = LINE.exec(text);
    if (line === null) break;
    const end = LINE.lastIndex;
    const annotation = plainAnnotation(line, values);
    if (annotation === undefined) break;
    annotations.push(annotation);
    at = end;
  }
  return at;
}

/** Values by their text: many annotations have the same, which is read once. Undefined is one that is not as it should be. */
interface Values {
  readonly sources: Map<string, Provenance['source'] | undefined>;
  readonly others: Map<string, Json | undefined>;
}

type Mutable<Value> = { -readonly [Key in keyof Value]: Value[Key] };

/** Undefined for a line that has something amiss. (The groups are read by number: names would cost as much as all the rest.) */
function plainAnnotation(line: string[], values: Values): Annotation | undefined {
  if ((line[0] as string).includes('\\') && !unescape(line)) return undefined;
  const id = line[1] as string;
  const label = line[2] as string;
  const start = Number(line[3]);
  const end = Number(line[4]);
  const exact = line[5] as string;
  const before = line[6] ?? '';
  const after = line[7] ?? '';
  if (id === '' || label === '' || start > end || spanFlaw(start, end, exact) !== undefined) return undefined;
  const annotation = { id, label, start: codePoint(start), end: codePoint(end), exact, before, after };
  return addFurtherFields(annotation, line, values) ? annotation : undefined;
}

/** Puts in place of the bodies of strings what they stand for; false where one stands for no text. */
function unescape(line: string[]): boolean {
  return TEXT_GROUPS.every((group) => {
    const body = line[group];
    if (body?.includes('\\') !== true) return true;
    const text = unescaped(body);
    if (text !== undefined) line[group] = text;
    return text !== undefined;
  });
}

/** False where a value is not as it should be. */
function addFurtherFields(annotation: Mutable<Annotation>, line: string[], values: Values): boolean {
  if (line[8] !== undefined) {
    if (entityFlaw(line[8]) !== undefined) return false;
    annotation.entity = line[8];
  }
  if (line[9] !== undefined) annotation.note = line[9];
  if (line[10] !== undefined) annotation.by = line[10];
  if (line[11] !== undefined) annotation.at = line[11];
  if (line[12] !== undefined) {
    const source = once(values.sources, line[12], sourceFrom);
    if (source === undefined) return false;
    annotation.source = source;
  }
  if (line[13] !== undefined) annotation.status = line[13];
  if (line[14] !== undefined) {
    const certainty = once(values.others, line[14], valueFrom);
    if (certainty === undefined) return false;
    annotation.certainty = certainty as string | number;
  }
  if (line[15] !== undefined) {
    const attributes = once(values.others, line[15], valueFrom);
    if (attributes === undefined) return false;
    annotation.attributes = attributes as JsonObject;
  }
  if (line[16] !== undefined) annotation.in = line[16];
  return true;
}

function sourceFrom(text: string): Provenance['source'] | undefined {
  const value = valueFrom(text);
  if (value === undefined) return undefined;
  const issues: Issue[] = [];
  const { source } = provenanceFrom(new RecordReader({ source: value }, [], issues));
  return issues.length === 0 ? source : undefined;
}

const valueFrom = (text: string): Json | undefined => fromFlowText(text, RECORD_ANCESTORS + 1);

function once<Value>(values: Map<string, Value>, text: string, read: (text: string) => Value): Value {
  if (!values.has(text)) values.set(text, read(text));
  return values.get(text) as Value;
}
