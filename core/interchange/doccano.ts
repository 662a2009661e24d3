import { isJsonObject, ownValue, type Json, type JsonObject } from '../yaml/json';
import type { RecordReader } from '../yaml/recordReader';
import { CountedText, type Counting, type OffsetUnit } from './countedOffsets';
import type {
  FilePlace,
  ForeignDocument,
  ForeignLayer,
  ForeignRelation,
  ForeignSpan,
  ImportFinding,
  ReportFinding,
} from './foreign';
import { nameIn, stemOf } from './articleNames';
import { tagsFrom } from './foreignTags';
import type { JsonEntry } from './jsonValues';

/*
 * The exports of doccano (JSONL and JSON): one example an entry, with its `text`; spans as `label: [[start, end, label]]`,
 * or as `entities` that `relations` join; `label: ["a"]` and `cats` classify the whole text; other columns are metadata.
 * Offsets count code points, or graphemes if the project was set to (the exports do not say which).
 */

const CODE_POINTS: Counting = { unit: 'code points', isOfRawText: true };
const GRAPHEMES: Counting = { unit: 'graphemes', isOfRawText: true };

/** The keys that are no metadata. */
const OWN_KEYS = new Set(['id', 'text', 'data', 'label', 'labels', 'entities', 'relations', 'cats', 'Comments']);

/** Reads one example; what cannot be read, or has no place in a sidecar, is reported. `unit` is what the project counts. */
export function readDoccano(
  entry: JsonEntry,
  unit: OffsetUnit | undefined,
  report: ReportFinding,
): ForeignDocument | undefined {
  const { value } = entry;
  const place = entry.placeOf([]);
  const key = isJsonObject(value) && !Object.hasOwn(value, 'text') && Object.hasOwn(value, 'data') ? 'data' : 'text';
  const source = entry.record(value, [], (reader) => reader.string(key), report);
  if (source === undefined || !isJsonObject(value)) return undefined;
  const reader = new ExampleReader(entry, value, new CountedText(source), unit, report);
  const layer = reader.layer();
  const tags = Object.fromEntries(Object.entries(value).filter(([name]) => !OWN_KEYS.has(name)));
  const id = ownValue(value, 'id');
  return {
    place,
    name: nameIn(tags),
    standInName: `${stemOf(place.file)}-${typeof id === 'number' || typeof id === 'string' ? id : place.line}`,
    source,
    text: reader.text.text,
    layers: [layer],
  };
}

class ExampleReader {
  readonly text: CountedText;
  readonly #entry: JsonEntry;
  readonly #example: JsonObject;
  readonly #counting: Counting;
  readonly #report: ReportFinding;

  constructor(
    entry: JsonEntry,
    example: JsonObject,
    text: CountedText,
    unit: OffsetUnit | undefined,
    report: ReportFinding,
  ) {
    this.#entry = entry;
    this.#example = example;
    this.text = text;
    this.#counting = { ...CODE_POINTS, unit: unit ?? CODE_POINTS.unit };
    this.#report = report;
    if (unit === undefined) this.#noteDoubtfulUnit();
  }

  layer(): ForeignLayer {
    const marks = ['label', 'labels'].flatMap((key) => this.#listOf(key).map((item, index) => ({ item, key, index })));
    const classes = marks.filter(({ item }) => typeof item === 'string').map(({ item }) => item);
    const spans = marks
      .filter(({ item }) => typeof item !== 'string')
      .flatMap(({ item, key, index }) => this.#spanFrom(item, [key, index], index));
    const entities = this.#listOf('entities').flatMap((item, index) =>
      this.#spanFrom(item, ['entities', index], index),
    );
    return {
      spans: [...spans, ...entities],
      relations: this.#relations(),
      events: [],
      tags: this.#tags(classes),
    };
  }

  #listOf(key: string): readonly Json[] {
    const value = ownValue(this.#example, key);
    if (value === undefined || value === null) return [];
    if (Array.isArray(value)) return value as readonly Json[];
    this.#tell('error', 'type', `"${key}" must be a list. It is left out.`, this.#entry.placeOf([key]));
    return [];
  }

  /** A span as `[start, end, label]` or with `start_offset`, `end_offset` and `label`. */
  #spanFrom(item: Json, path: readonly (string | number)[], index: number): ForeignSpan[] {
    const place = this.#entry.placeOf(path);
    const fields = Array.isArray(item) ? this.#fromList(item, place) : this.#fromMapping(item, path);
    if (fields === undefined) return [];
    const { start, end, label, id } = fields;
    const part = this.text.rangeOf({ start, end }, this.#counting);
    if (part === undefined) {
      const what = `${label} at ${start}–${end} does not lie in the text, or is empty. It is left out.`;
      this.#tell('error', 'span', what, place);
      return [];
    }
    const key = id === undefined ? `${String(path[0])}-${index}` : String(id);
    return [{ key, hasOwnKey: id !== undefined, place, label, parts: [part] }];
  }

  #fromList(item: readonly Json[], place: FilePlace): SpanFields | undefined {
    const [start, end, label, ...rest] = item;
    const isSpan = rest.length === 0 && isCount(start) && isCount(end) && typeof label === 'string' && label !== '';
    if (isSpan) return { start, end, label };
    this.#tell('error', 'type', 'A span is written [start, end, "label"]. This one is left out.', place);
    return undefined;
  }

  #fromMapping(item: Json, path: readonly (string | number)[]): SpanFields | undefined {
    const read = (reader: RecordReader): SpanFields => ({
      start: reader.count('start_offset'),
      end: reader.count('end_offset'),
      label: reader.name('label'),
      id: idFrom(reader, 'id'),
    });
    return this.#entry.record(item, path, read, this.#report);
  }

  #relations(): ForeignRelation[] {
    return this.#listOf('relations').flatMap((item, index) => {
      const path = ['relations', index];
      const read = (reader: RecordReader): ForeignRelation | undefined => {
        const [id, from, to] = [idFrom(reader, 'id'), idFrom(reader, 'from_id'), idFrom(reader, 'to_id')];
        const label = reader.name('type');
        if (from === undefined) reader.issue('missing', '"from_id" is missing. The relation is left out.');
        if (to === undefined) reader.issue('missing', '"to_id" is missing. The relation is left out.');
        const key = String(id ?? `relation-${index}`);
        const [start, end] = [String(from), String(to)];
        return { key, hasOwnKey: id !== undefined, place: this.#entry.placeOf(path), label, from: start, to: end };
      };
      return this.#entry.record(item, path, read, this.#report) ?? [];
    });
  }

  #tags(classes: readonly Json[]): JsonObject {
    const comments = this.#listOf('Comments').flatMap((item) =>
      isJsonObject(item) ? (ownValue(item, 'text') ?? []) : item,
    );
    const cats = this.#listOf('cats');
    const known = [
      ...(classes.length > 0 ? [['label', classes] as const] : []),
      ...(cats.length > 0 ? [['cats', cats] as const] : []),
      ...(comments.length > 0 ? [['comments', comments] as const] : []),
    ];
    const metadata = Object.entries(this.#example).filter(([key]) => !OWN_KEYS.has(key));
    return tagsFrom([...metadata, ...known], (key) => this.#entry.placeOf([key]), this.#report);
  }

  #noteDoubtfulUnit(): void {
    if (!this.text.differ(CODE_POINTS, GRAPHEMES)) return;
    const message =
      'The text has characters of several code points (emoji, CR LF, accents). The offsets were read as code points; if the ' +
      'project counts grapheme clusters as one character, import with that unit.';
    this.#tell('information', 'unit', message, this.#entry.placeOf(['text']));
  }

  #tell(severity: ImportFinding['severity'], code: string, message: string, place: FilePlace): void {
    this.#report({ severity, code, message, place });
  }
}

interface SpanFields {
  readonly start: number;
  readonly end: number;
  readonly label: string;
  readonly id?: string | number | undefined;
}

const isCount = (value: Json | undefined): value is number => Number.isSafeInteger(value) && (value as number) >= 0;

function idFrom(reader: RecordReader, key: string): string | number | undefined {
  const isId = (value: Json): value is string | number => typeof value === 'string' || typeof value === 'number';
  return reader.optionalOneOf(key, 'a number or a string', isId);
}
