import { codePoint } from '../../text/units';
import { isJsonObject, withoutUndefined, type Json, type JsonObject } from '../../yaml/json';
import type { RecordReader } from '../../yaml/recordReader';
import type { Provenance, SpanPart, SpanSelector } from '../annotation';

/*
 * Fields that several kinds of records share. Each reader returns a key for every field, undefined where the file has
 * none: the record that takes them in leaves those out.
 */

type AllKeys<Value> = { readonly [Key in keyof Required<Value>]: Value[Key] | undefined };

export function selectorFrom(reader: RecordReader): AllKeys<SpanSelector> & Omit<SpanPart, 'extra'> {
  return {
    ...partFrom(reader),
    before: reader.optionalString('before') ?? '',
    after: reader.optionalString('after') ?? '',
    also: reader.optionalRecords('also', furtherPartFrom),
    in: reader.optionalString('in'),
  };
}

function partFrom(reader: RecordReader): Omit<SpanPart, 'extra'> {
  const start = reader.count('start');
  const end = reader.count('end');
  const exact = reader.string('exact');
  const flaw = spanFlaw(start, end, exact);
  if (start > end) reader.issue('span', `The span ends (${end}) before it starts (${start}). Correct it.`, 'end');
  else if (flaw !== undefined) reader.issueAt(flaw.code, flaw.message, ['end'], 'warning');
  return { start: codePoint(start), end: codePoint(end), exact };
}

/** A further part of a span: a record of its own, so it keeps the keys that are not known. */
function furtherPartFrom(reader: RecordReader): SpanPart {
  return withoutUndefined<SpanPart>({ ...partFrom(reader), extra: reader.rest() });
}

/** A contradiction inside a record that can be read, and kept, all the same. */
export interface Flaw {
  readonly code: string;
  readonly message: string;
}

/** What is wrong with a span whose offsets and words cannot both be right. Offsets are code points, `start <= end`. */
export function spanFlaw(start: number, end: number, exact: string): Flaw | undefined {
  const length = codePointsIn(exact);
  if (length === 0) {
    const message = 'The span is empty: nothing is annotated. Give it "end" and "exact", or remove the record.';
    return { code: 'empty-span', message };
  }
  if (length === end - start) return undefined;
  const message =
    `The span takes ${end - start} code points, but "exact" has ${length}. ` +
    'Correct "end" or "exact"; until then the words of "exact" are looked for.';
  return { code: 'span-length', message };
}

function codePointsIn(text: string): number {
  let count = text.length;
  for (let at = 1; at < text.length; at++) {
    if (isLow(text.charCodeAt(at)) && isHigh(text.charCodeAt(at - 1))) count--;
  }
  return count;
}

const isHigh = (unit: number): boolean => unit >= 0xd800 && unit <= 0xdbff;
const isLow = (unit: number): boolean => unit >= 0xdc00 && unit <= 0xdfff;

/** An entity that only this file knows: `#e` and small letters or digits. */
const LOCAL_ENTITY = /^#e[0-9a-z]+$/;

/** What is wrong with a link to an entity. */
export function entityFlaw(entity: string | undefined): Flaw | undefined {
  if (entity === undefined || LOCAL_ENTITY.test(entity) || (entity !== '' && !entity.startsWith('#'))) return undefined;
  const message =
    'An entity is the id of an authority file, or "#e1" for one of this file alone. Correct or remove it.';
  return { code: 'entity-link', message };
}

export function entityFrom(reader: RecordReader): string | undefined {
  const entity = reader.optionalString('entity');
  const flaw = entityFlaw(entity);
  if (flaw !== undefined) reader.issueAt(flaw.code, flaw.message, ['entity'], 'warning');
  return entity;
}

export function provenanceFrom(reader: RecordReader): AllKeys<Provenance> {
  return { by: reader.optionalString('by'), at: reader.optionalString('at'), source: sourceFrom(reader) };
}

/** A source of a known kind has the fields of that kind; any other mapping is taken as it is. */
function sourceFrom(reader: RecordReader): Provenance['source'] | undefined {
  const source = reader.optionalOneOf('source', 'a string or a mapping', isStringOrMapping);
  if (!isJsonObject(source)) return source;
  const fields = reader.record('source');
  const kind = source['kind'];
  if (
    kind === 'suggestion' &&
    fields.optionalStrings('recognisers') === undefined &&
    source['recognisers'] === undefined
  )
    fields.issue('missing', '"recognisers" is missing. Add the list of their ids.');
  if (kind === 'import') fields.name('format');
  if (kind === 'query') fields.name('query');
  if (kind === 'suggestion' || kind === 'import') fields.optionalString('version');
  return source;
}

const isStringOrMapping = (value: Json): value is string | JsonObject =>
  typeof value === 'string' || isJsonObject(value);

/** Notes the tags whose value is none; they are kept as they are. */
export function noteTags(tags: JsonObject | undefined, reader: RecordReader, key: string): void {
  for (const [tag, value] of Object.entries(tags ?? {})) {
    if (isTagValue(value) || (Array.isArray(value) && value.every(isTagValue))) continue;
    const message =
      'The value of a tag is a text, a number, true or false, or a list of these. This one is kept, but it is no tag.';
    reader.issueAt('tag-value', message, [key, tag], 'warning');
  }
}

const isTagValue = (value: Json): boolean => ['string', 'number', 'boolean'].includes(typeof value);

/** The keys that say where a span is and what it reads, in the order they are written. */
export function selectorToData({ start, end, exact, before, after, also }: SpanSelector): Record<string, Json> {
  return {
    ...{ start, end, exact },
    ...(before !== '' && { before }),
    ...(after !== '' && { after }),
    ...(also !== undefined && { also: also.map(({ extra, ...part }) => withExtra(part, extra)) }),
  };
}

/** A record's data with the keys that its reader did not know after it. Known keys win: an unknown one never hides them. */
export function withExtra(known: JsonObject, extra: JsonObject | undefined): JsonObject {
  if (extra === undefined) return known;
  const unknown = Object.entries(extra).filter(([key]) => !Object.hasOwn(known, key));
  return Object.fromEntries([...Object.entries(known), ...unknown]);
}
