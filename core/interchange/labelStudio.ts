import { timestamp } from '../annotation/provenance';
import { isJsonObject, ownValue, type Json, type JsonObject } from '../yaml/json';
import { nameIn, safePath, stemOf } from './articleNames';
import { CountedText, type CountedSpan, type Counting } from './countedOffsets';
import {
  EMPTY_LAYER,
  type FilePlace,
  type ForeignDocument,
  type ForeignLayer,
  type ForeignRelation,
  type ForeignSpan,
  type ImportFinding,
  type ReportFinding,
} from './foreign';
import { tagsFrom } from './foreignTags';
import type { JsonEntry } from './jsonValues';

/*
 * The exports of Label Studio: JSON (a list of tasks, each with `data` and the `annotations` of everybody who worked on it)
 * and JSON-MIN (an entry for each annotation, its regions under the names of the controls). Offsets are those of JavaScript,
 * UTF-16 units; older versions and other tools that write the format count in other ways, so the words decide.
 */

const COUNTINGS: readonly [Counting, ...Counting[]] = [
  { unit: 'UTF-16', isOfRawText: true },
  { unit: 'UTF-16', isOfRawText: false },
  { unit: 'code points', isOfRawText: true },
  { unit: 'code points', isOfRawText: false },
];

type Path = readonly (string | number)[];

/** Reads one task; what cannot be read, or has no place in a sidecar, is reported. */
export function readLabelStudio(entry: JsonEntry, report: ReportFinding): ForeignDocument | undefined {
  const place = entry.placeOf([]);
  if (!isJsonObject(entry.value)) {
    report({ severity: 'error', code: 'type', message: 'A task is an object. This is left out.', place });
    return undefined;
  }
  return new TaskReader(entry, entry.value, report).document();
}

/** Keys of a task of JSON-MIN that say nothing of the text. */
const MINIMAL_KEYS = new Set(['id', 'annotator', 'annotation_id', 'created_at', 'updated_at', 'lead_time']);

/** Somebody's work on a task: results as JSON has them, each with its place. */
interface Work {
  readonly annotator: string | undefined;
  readonly at: string | undefined;
  readonly results: readonly { readonly result: JsonObject; readonly path: Path }[];
}

class TaskReader {
  readonly #entry: JsonEntry;
  readonly #task: JsonObject;
  readonly #report: ReportFinding;

  constructor(entry: JsonEntry, task: JsonObject, report: ReportFinding) {
    this.#entry = entry;
    this.#task = task;
    this.#report = report;
  }

  document(): ForeignDocument | undefined {
    const data = this.#data();
    const work = this.#work();
    const source = this.#sourceIn(data, work);
    if (source === undefined) return undefined;
    const text = new CountedText(source.text);
    const layers = work.map((one) => new WorkReader(this.#entry, one, text, this.#report).layer());
    const tags = this.#tags(data, source.key);
    const id = ownValue(this.#task, 'id');
    const place = this.#entry.placeOf([]);
    return {
      place,
      name: this.#name(data),
      standInName: `${stemOf(place.file)}-${typeof id === 'number' || typeof id === 'string' ? id : place.line}`,
      source: source.text,
      text: text.text,
      // What is said of the text itself is nobody's in particular: everybody's sidecar has it.
      layers: (layers.length > 0 ? layers : [EMPTY_LAYER]).map((layer) => ({
        ...layer,
        tags: joined(tags, layer.tags),
      })),
    };
  }

  get #isMinimal(): boolean {
    return !Object.hasOwn(this.#task, 'data');
  }

  #data(): JsonObject {
    const data = this.#isMinimal ? this.#task : ownValue(this.#task, 'data');
    return isJsonObject(data) ? data : {};
  }

  #work(): Work[] {
    if (this.#isMinimal) return [this.#minimalWork()];
    const key = Object.hasOwn(this.#task, 'annotations') ? 'annotations' : 'completions';
    this.#noteLeftOut('predictions', 'predictions of a model are suggestions and are not imported');
    this.#noteLeftOut('drafts', 'drafts were never submitted and are not imported');
    return this.#objectsAt([key]).flatMap(({ value, path }) => this.#workFrom(value, path));
  }

  #noteLeftOut(key: string, what: string): void {
    const list = ownValue(this.#task, key);
    if (!Array.isArray(list) || list.length === 0) return;
    this.#tell('information', key, `${list.length} ${what}.`, [key]);
  }

  #workFrom(annotation: JsonObject, path: Path): Work[] {
    const annotator = annotatorFrom(ownValue(annotation, 'completed_by'));
    if (ownValue(annotation, 'was_cancelled') === true) {
      this.#tell('information', 'skipped', `${annotator ?? 'An annotator'} skipped this text.`, path);
      return [];
    }
    if (ownValue(annotation, 'ground_truth') === true)
      this.#tell('information', 'ground-truth', 'That this annotation is the ground truth is not carried.', path);
    const results = this.#objectsIn(ownValue(annotation, 'result'), [...path, 'result']);
    return [
      {
        annotator,
        at: timeFrom(annotation),
        results: results.map(({ value, path: at }) => ({ result: value, path: at })),
      },
    ];
  }

  /** JSON-MIN has the regions of a control as a list under its name, and the choice of another as a text. */
  #minimalWork(): Work {
    const results = Object.entries(this.#task).flatMap(([name, value]) => {
      if (MINIMAL_KEYS.has(name)) return [];
      const isChoice = isJsonObject(value) && Array.isArray(ownValue(value, 'choices'));
      if (isChoice) return [{ result: { from_name: name, type: 'choices', value }, path: [name] }];
      if (!isRegions(value)) return [];
      return value.map((region, index) => ({
        result: { from_name: name, type: 'labels', value: region },
        path: [name, index],
      }));
    });
    return { annotator: annotatorFrom(ownValue(this.#task, 'annotator')), at: timeFrom(this.#task), results };
  }

  #objectsAt(path: Path): { value: JsonObject; path: Path }[] {
    return this.#objectsIn(ownValue(this.#task, String(path[0])), path);
  }

  #objectsIn(list: Json | undefined, path: Path): { value: JsonObject; path: Path }[] {
    if (list === undefined || list === null) return [];
    const items: readonly Json[] = Array.isArray(list) ? list : [list];
    return items.flatMap((value, index) => {
      if (isJsonObject(value)) return [{ value, path: [...path, index] }];
      this.#tell('error', 'type', 'Here an object is expected. This is left out.', [...path, index]);
      return [];
    });
  }

  /** The text: `text`, the only string there is, or the one in which the words of the regions stand. */
  #sourceIn(data: JsonObject, work: readonly Work[]): { key: string; text: string } | undefined {
    const texts = Object.entries(data).flatMap(([key, text]) =>
      typeof text === 'string' && !(this.#isMinimal && MINIMAL_KEYS.has(key)) ? [{ key, text }] : [],
    );
    const spans = work.flatMap(({ results }) => results.flatMap(({ result }) => countedSpanOf(result) ?? []));
    const quoting = spans.filter(({ words }) => words !== undefined);
    const named = texts.find(({ key }) => key === 'text') ?? (texts.length === 1 ? texts[0] : undefined);
    const holding = texts.filter(({ text }) => quoting.length > 0 && holdsAll(text, quoting));
    const source = named ?? (holding.length === 1 ? holding[0] : undefined);
    if (source === undefined)
      this.#tell('error', 'no-text', 'The task does not say which of its values is the text. Call it "text".', []);
    else if (/^(?:https?|s3|gs):\/\/\S+$|^\/data\/\S+$/.test(source.text)) {
      const message = 'The export holds the address of the text, not the text. Export tasks that hold it.';
      this.#tell('error', 'no-text', message, this.#isMinimal ? [source.key] : ['data', source.key]);
      return undefined;
    }
    return source;
  }

  #tags(data: JsonObject, textKey: string): JsonObject {
    const meta = this.#isMinimal ? undefined : ownValue(this.#task, 'meta');
    const inData = Object.entries(data).filter(
      ([key, value]) => key !== textKey && !(this.#isMinimal && (MINIMAL_KEYS.has(key) || isControl(value))),
    );
    const all = [...Object.entries(isJsonObject(meta) ? meta : {}), ...inData];
    const pathOf = (key: string): Path => (this.#isMinimal ? [key] : [Object.hasOwn(data, key) ? 'data' : 'meta', key]);
    return tagsFrom(all, (key) => this.#entry.placeOf(pathOf(key)), this.#report);
  }

  /** An upload is called by the name of its file with a few digits before it. */
  #name(data: JsonObject): string | undefined {
    const upload = ownValue(this.#task, 'file_upload');
    const name = typeof upload === 'string' ? upload.replace(/^.*\//, '').replace(/^[0-9a-f]{8}-/, '') : '';
    return nameIn(data) ?? (/\.txt$/i.test(name) ? safePath(name) : undefined);
  }

  #tell(severity: ImportFinding['severity'], code: string, message: string, path: Path): void {
    this.#report({ severity, code, message, place: this.#entry.placeOf(path) });
  }
}

class WorkReader {
  readonly #entry: JsonEntry;
  readonly #work: Work;
  readonly #text: CountedText;
  readonly #counting: Counting;
  readonly #report: ReportFinding;
  /** What further controls say of a region, by its id. */
  readonly #further = new Map<string, { attributes: [string, Json][]; notes: string[] }>();
  readonly #tags: [string, Json][] = [];

  constructor(entry: JsonEntry, work: Work, text: CountedText, report: ReportFinding) {
    this.#entry = entry;
    this.#work = work;
    this.#text = text;
    this.#report = report;
    const spans = work.results.flatMap(({ result }) => countedSpanOf(result) ?? []);
    this.#counting = text.bestCounting(spans, COUNTINGS);
    const [usual] = COUNTINGS;
    if (this.#counting !== usual && text.differ(this.#counting, usual)) this.#noteCounting();
  }

  layer(): ForeignLayer {
    this.#collectFurther();
    const spans = this.#work.results.flatMap(({ result, path }, index) =>
      labelsOf(result) === undefined ? [] : this.#spansFrom(result, path, index),
    );
    const relations = this.#work.results.flatMap(({ result, path }, index) =>
      ownValue(result, 'type') === 'relation' ? this.#relationsFrom(result, path, index) : [],
    );
    const tags = tagsFrom(this.#tags, () => this.#placeOf([]), this.#report);
    return { annotator: this.#work.annotator, spans, relations, events: [], tags };
  }

  /** Controls beside the labels speak of the region with their id, or of the whole text where there is none. */
  #collectFurther(): void {
    const regions = new Set(
      this.#work.results.flatMap(({ result }) => (labelsOf(result) === undefined ? [] : [idOf(result)])),
    );
    for (const { result, path } of this.#work.results) {
      const id = idOf(result);
      const note = metaText(result);
      if (note !== undefined && id !== undefined) this.#furtherOf(id).notes.push(note);
      if (labelsOf(result) !== undefined || ownValue(result, 'type') === 'relation') continue;
      const name = ownValue(result, 'from_name');
      const value = answerOf(result);
      if (typeof name !== 'string' || value === undefined) {
        this.#tell('warning', 'result', `A result of the type ${typeOf(result)} is not carried.`, path);
      } else if (id !== undefined && regions.has(id)) this.#furtherOf(id).attributes.push([name, value]);
      else if (countedSpanOf(result) === undefined) this.#tags.push([name, value]);
      else this.#tell('warning', 'no-label', `A region without a label is not carried (${name}).`, path);
    }
  }

  #furtherOf(id: string): { attributes: [string, Json][]; notes: string[] } {
    const known = this.#further.get(id) ?? { attributes: [], notes: [] };
    this.#further.set(id, known);
    return known;
  }

  #spansFrom(result: JsonObject, path: Path, index: number): ForeignSpan[] {
    const labels = labelsOf(result) ?? [];
    const span = countedSpanOf(result);
    const shown = labels.join(', ');
    if (span === undefined) {
      this.#tell('warning', 'region', `${shown}: only regions of plain text are carried.`, path);
      return [];
    }
    const part = this.#text.rangeOf(span, this.#counting);
    if (part === undefined || !this.#text.agrees(span, this.#counting)) {
      this.#tell('error', 'span', `${shown} at ${span.start}–${span.end}: ${this.#misfit(span)} It is left out.`, path);
      return [];
    }
    if (labels.length === 0) this.#tell('warning', 'no-label', 'A region without a label is not carried.', path);
    if (labels.length > 1)
      this.#tell('information', 'labels', `${shown} becomes ${labels.length} annotations on the same words.`, path);
    const id = idOf(result);
    const { attributes, notes } = this.#further.get(id ?? '') ?? { attributes: [], notes: [] };
    return labels.map((label, place) => ({
      key: (id ?? `region-${index}`) + (place === 0 ? '' : `/${place + 1}`),
      hasOwnKey: id !== undefined,
      place: this.#placeOf(path),
      label,
      parts: [part],
      ...(this.#work.annotator !== undefined && { by: this.#work.annotator }),
      ...(this.#work.at !== undefined && { at: this.#work.at }),
      ...(attributes.length > 0 && { attributes: Object.fromEntries(attributes) }),
      ...(notes.length > 0 && { note: notes.join('\n') }),
    }));
  }

  #misfit(span: CountedSpan): string {
    const part = this.#text.rangeOf(span, this.#counting);
    if (part === undefined) return 'that does not lie in the text, or is empty.';
    return `the export says ${JSON.stringify(span.words)}, and ${JSON.stringify(this.#text.text.slice(part))} stands there.`;
  }

  #relationsFrom(result: JsonObject, path: Path, index: number): ForeignRelation[] {
    const [from, to] = [ownValue(result, 'from_id'), ownValue(result, 'to_id')];
    if (typeof from !== 'string' || typeof to !== 'string') {
      this.#tell('error', 'type', '"from_id" and "to_id" must be strings. The relation is left out.', path);
      return [];
    }
    const given = textsIn(ownValue(result, 'labels'));
    if (given.length === 0)
      this.#tell('information', 'relation', `A relation without a label is called "${UNNAMED_RELATION}".`, path);
    const labels = given.length === 0 ? [UNNAMED_RELATION] : given;
    const direction = ownValue(result, 'direction');
    const ends =
      direction === 'left'
        ? [[to, from]]
        : direction === 'bi'
          ? [
              [from, to],
              [to, from],
            ]
          : [[from, to]];
    return labels.flatMap((label, at) =>
      ends.map(([start, end], way): ForeignRelation => ({
        key: `relation-${index}-${at}-${way}`,
        hasOwnKey: false,
        place: this.#placeOf(path),
        label,
        from: start as string,
        to: end as string,
      })),
    );
  }

  #noteCounting(): void {
    const { unit, isOfRawText } = this.#counting;
    const how = `${unit === 'UTF-16' ? 'UTF-16 units' : unit}${isOfRawText ? '' : ', a line end as one'}`;
    this.#tell(
      'information',
      'unit',
      `The words agree with the offsets only if these count ${how}; so they were read.`,
      [],
    );
  }

  #placeOf(path: Path): FilePlace {
    return this.#entry.placeOf(path);
  }

  #tell(severity: ImportFinding['severity'], code: string, message: string, path: Path): void {
    this.#report({ severity, code, message, place: this.#placeOf(path) });
  }
}

/** What a relation is called that has no label. */
const UNNAMED_RELATION = 'related';

const typeOf = (result: JsonObject): string => JSON.stringify(ownValue(result, 'type') ?? null);

function idOf(result: JsonObject): string | undefined {
  const id = ownValue(result, 'id');
  return typeof id === 'string' ? id : undefined;
}

function valueOf(result: JsonObject): JsonObject {
  const value = ownValue(result, 'value');
  return isJsonObject(value) ? value : {};
}

/** The labels of a region; undefined for a result that is no region with labels. */
function labelsOf(result: JsonObject): readonly string[] | undefined {
  const value = valueOf(result);
  const labels = ownValue(value, 'labels') ?? ownValue(value, 'hypertextlabels') ?? ownValue(value, 'paragraphlabels');
  return Array.isArray(labels) && ownValue(result, 'type') !== 'relation' ? textsIn(labels) : undefined;
}

function textsIn(value: Json | undefined): string[] {
  return (Array.isArray(value) ? (value as readonly Json[]) : []).filter(
    (item) => typeof item === 'string' && item !== '',
  ) as string[];
}

/** The offsets of a region of plain text; those of HTML are strings. */
function countedSpanOf(result: JsonObject): CountedSpan | undefined {
  const value = valueOf(result);
  const [start, end, words] = [ownValue(value, 'start'), ownValue(value, 'end'), ownValue(value, 'text')];
  const isSpan = typeof start === 'number' && typeof end === 'number' && !Object.hasOwn(value, 'startOffset');
  return isSpan ? { start, end, ...(typeof words === 'string' && { words }) } : undefined;
}

/** What a control beside the labels says: a choice, a text, a number. */
function answerOf(result: JsonObject): Json | undefined {
  const value = valueOf(result);
  const answer = ['choices', 'taxonomy', 'text', 'number', 'rating', 'datetime']
    .map((key) => ownValue(value, key))
    .find((found) => found !== undefined);
  return Array.isArray(answer) && answer.length === 1 && !Array.isArray(answer[0]) ? (answer[0] as Json) : answer;
}

/** What somebody wrote into the details of a region. */
function metaText(result: JsonObject): string | undefined {
  const meta = ownValue(result, 'meta');
  const text = isJsonObject(meta) ? ownValue(meta, 'text') : undefined;
  const lines = typeof text === 'string' ? [text] : textsIn(text);
  return lines.length === 0 ? undefined : lines.join('\n');
}

const isRegions = (value: Json): value is readonly JsonObject[] =>
  Array.isArray(value) &&
  value.length > 0 &&
  value.every((item: Json) => isJsonObject(item) && Object.hasOwn(item, 'start'));

const isControl = (value: Json): boolean =>
  isRegions(value) || (isJsonObject(value) && Object.hasOwn(value, 'choices'));

const holdsAll = (text: string, spans: readonly CountedSpan[]): boolean =>
  spans.every(({ words }) => text.includes(words ?? ''));

/** The annotator: a number, or who that is (the local part of the address says enough). */
function annotatorFrom(value: Json | undefined): string | undefined {
  if (typeof value === 'number') return `annotator-${value}`;
  if (typeof value === 'string') return localPart(value);
  if (!isJsonObject(value)) return undefined;
  const [email, id] = [ownValue(value, 'email'), ownValue(value, 'id')];
  if (typeof email === 'string' && email !== '') return localPart(email);
  return typeof id === 'number' ? `annotator-${id}` : undefined;
}

const localPart = (address: string): string => address.split('@', 1)[0] ?? '';

function timeFrom(annotation: JsonObject): string | undefined {
  const created = ownValue(annotation, 'created_at');
  const time = typeof created === 'string' ? new Date(created) : undefined;
  return time === undefined || Number.isNaN(time.getTime()) ? undefined : timestamp(time);
}

/** Two sets of tags as one; where both have a name the second counts. */
function joined(tags: JsonObject, further: JsonObject): JsonObject {
  return Object.fromEntries([...Object.entries(tags), ...Object.entries(further)]);
}
