import { DEFAULT_LABELS, defaultColour, type Label } from '../annotation/labels';
import {
  DEFAULT_SCHEMA,
  type AttributeType,
  type EventType,
  type RelationType,
  type RoleType,
  type Schema,
  type TagType,
  type Texts,
  type ValueType,
} from '../annotation/schema';
import { likelyMeant } from '../text/spelling';
import { MAXIMUM_KEY_LENGTH, type YamlPath } from '../yaml/boundedYaml';
import { withoutUndefined, type Json } from '../yaml/json';
import type { RecordReader } from '../yaml/recordReader';

/** Labels stand at most so deep below one another. */
export const MAXIMUM_LEVELS = 16;

/** What a `corpus.yaml` says of labels and of all that is said of what bears them; `reader` reads its root. */
export function schemaFrom(reader: RecordReader): Schema {
  const labels = labelsFrom(reader) ?? DEFAULT_SCHEMA.labels;
  const ids = new Set(labels.map(({ id }) => id));
  return {
    labels,
    attributes: listOf(reader, 'attributes', (record) => attributeFrom(record, ids)) ?? [],
    relations:
      listOf(reader, 'relations', (record, index) => relationFrom(record, index, ids)) ?? defaultRelations(ids),
    events: listOf(reader, 'events', (record) => eventFrom(record, ids)) ?? [],
    tags: listOf(reader, 'tags', tagFrom) ?? [],
  };
}

/** Warns of keys of a record that nothing asked for and that look like one that is not there. */
export function warnOfMisspelling(reader: RecordReader): void {
  for (const key of reader.unknownKeys) {
    const meant = likelyMeant(key, reader.absentKeys);
    if (meant !== undefined) warnOfKey(reader, key, meant);
  }
}

const warnOfKey = (reader: RecordReader, key: string, meant: string): void =>
  reader.warnOfKey('unknown-key', `The key "${key}" is not known and says nothing. Did you mean "${meant}"?`, key);

/** The default relations, as far as they join labels that there are. */
function defaultRelations(labels: ReadonlySet<string>): readonly RelationType[] {
  if (DEFAULT_LABELS.every(({ id }) => labels.has(id))) return DEFAULT_SCHEMA.relations;
  const known = (ends: readonly string[] = []): string[] => ends.filter((id) => labels.has(id));
  return DEFAULT_SCHEMA.relations
    .map((relation) => ({ ...relation, from: known(relation.from), to: known(relation.to) }))
    .filter(({ from, to }) => from.length > 0 && to.length > 0);
}

/** The records of a list that is given, each id once. */
function listOf<Item extends { readonly id: string }>(
  reader: RecordReader,
  list: string,
  read: (record: RecordReader, index: number) => Item,
): Item[] | undefined {
  const items = reader.optionalRecords(list, (record, index) => {
    const item = read(record, index);
    warnOfMisspelling(record);
    return item;
  });
  noteDuplicates(items ?? [], reader, list);
  return items;
}

function noteDuplicates(items: readonly { readonly id: string }[], reader: RecordReader, list: string): void {
  const seen = new Set<string>();
  items.forEach(({ id }, index) => {
    if (seen.has(id) && id !== '')
      reader.issueAt('duplicate-id', `"${id}" is given twice among the ${list}. Remove one, or rename it.`, [
        list,
        index,
        'id',
      ]);
    seen.add(id);
  });
}

// Labels

/** A label as it is written: the colour only where the file gives one. */
type WrittenLabel = Omit<Label, 'colour'> & { readonly colour: string | undefined };

function labelsFrom(reader: RecordReader): readonly Label[] | undefined {
  const written = listOf(reader, 'labels', labelFrom);
  if (written === undefined) return undefined;
  noteSharedKeys(written, reader);
  const hierarchy = new Hierarchy(written);
  return written.map(({ parent, ...label }, index): Label => {
    const isKnown = parent !== undefined && noteParent(hierarchy, index, reader);
    return { ...label, colour: hierarchy.colourOf(index), ...(isKnown && { parent }) };
  });
}

const LABEL_KEY = /^[A-Za-z0-9]$/;

function labelFrom(reader: RecordReader): WrittenLabel {
  const { id, names, descriptions } = described(reader);
  return {
    id,
    names,
    descriptions,
    colour: colourFrom(reader),
    ...withoutUndefined<Pick<Label, 'key' | 'parent' | 'guidelines'>>({
      key: keyFrom(reader),
      parent: reader.optionalString('parent'),
      guidelines: textsFrom(reader, 'guidelines'),
    }),
  };
}

/** The key of a label; a digit may be written as the number it looks like. */
function keyFrom(reader: RecordReader): string | undefined {
  const isKey = (value: Json): value is string | number => typeof value === 'string' || typeof value === 'number';
  const key = reader.optionalOneOf('key', 'one letter (a to z, A to Z) or digit', isKey)?.toString();
  if (key === undefined || LABEL_KEY.test(key)) return key;
  reader.issue('key', 'A key is one letter (a to z, A to Z) or one digit. Give one, or remove it.', 'key');
  // Also of a manifest that is being typed nothing is shown as a key that is none.
  return undefined;
}

function noteSharedKeys(labels: readonly WrittenLabel[], reader: RecordReader): void {
  const owners = new Map<string, string>();
  labels.forEach(({ id, key }, index) => {
    if (key === undefined) return;
    const owner = owners.get(key);
    if (owner === undefined) owners.set(key, id);
    else
      reader.issueAt('shared-key', `The key "${key}" is that of "${owner}" already. Give another one.`, [
        'labels',
        index,
        'key',
      ]);
  });
}

/** Whether the parent of a label is a label; notes what is wrong with it. */
function noteParent(hierarchy: Hierarchy, index: number, reader: RecordReader): boolean {
  const path = ['labels', index, 'parent'];
  const chain = hierarchy.chainOf(index);
  const self = chain[0]?.id ?? '';
  if (chain.length === 1) {
    noteUnknownLabel(reader, hierarchy.parentOf(index) ?? '', path);
    return false;
  }
  const cycleEnd = chain.findIndex(({ id }, steps) => steps > 0 && id === self);
  if (cycleEnd > 0) {
    const way = chain.slice(0, cycleEnd + 1).map(({ id }) => id);
    const message = `"${self}" stands below itself (${way.join(' → ')}). Remove one of these parents.`;
    reader.issueAt('cycle', message, path);
  } else if (chain.length > MAXIMUM_LEVELS) {
    const message = `Labels stand at most ${MAXIMUM_LEVELS} deep below one another. Give this one a higher parent.`;
    reader.issueAt('too-deep', message, path);
  }
  return true;
}

/** Colours for labels that name none and are no default ones, told apart by their order. */
const COLOURS = DEFAULT_LABELS.map(({ colour }) => colour);

/** The labels with those that each is a kind of. */
class Hierarchy {
  readonly #labels: readonly WrittenLabel[];
  readonly #indices: ReadonlyMap<string, number>;

  constructor(labels: readonly WrittenLabel[]) {
    this.#labels = labels;
    this.#indices = new Map(labels.map(({ id }, index) => [id, index]));
  }

  parentOf(index: number): string | undefined {
    return this.#labels[index]?.parent;
  }

  /** The label and its ancestors, the nearest first; ends behind so many levels as there may be. */
  chainOf(index: number): WrittenLabel[] {
    return this.#indicesAbove(index).flatMap((above) => this.#labels[above] ?? []);
  }

  /** Its own colour, else that of its nearest ancestor with one, else that of the default label or of its place. */
  colourOf(index: number): string {
    const chain = this.chainOf(index);
    const root = this.#indicesAbove(index).at(-1) ?? index;
    return (
      chain.find(({ colour }) => colour !== undefined)?.colour ??
      defaultColour(chain.at(-1)?.id ?? '') ??
      COLOURS[root % COLOURS.length] ??
      ''
    );
  }

  #indicesAbove(index: number): number[] {
    const indices = [index];
    for (let level = 0; level < MAXIMUM_LEVELS; level++) {
      const above = this.#indices.get(this.parentOf(indices.at(-1) ?? index) ?? '');
      if (above === undefined) break;
      indices.push(above);
    }
    return indices;
  }
}

// What labels bear

function attributeFrom(reader: RecordReader, labels: ReadonlySet<string>): AttributeType {
  const attribute = described(reader);
  noteAsKey(reader, attribute.id);
  return {
    ...attribute,
    value: valueFrom(reader),
    ...withoutUndefined<Pick<AttributeType, 'labels'>>({ labels: labelsIn(reader, 'labels', labels) }),
  };
}

function tagFrom(reader: RecordReader): TagType {
  const id = reader.name('id');
  if (id !== '' && !TAG_ID.test(id))
    reader.issue('id', 'The id of a tag is on one line and has no blanks at its ends. Rename it.', 'id');
  noteAsKey(reader, id);
  return { id, ...textsOf(reader, id), value: valueFrom(reader) };
}

function relationFrom(reader: RecordReader, index: number, labels: ReadonlySet<string>): RelationType {
  return {
    ...described(reader),
    colour: colourFrom(reader) ?? COLOURS[index % COLOURS.length] ?? '',
    ...withoutUndefined<Pick<RelationType, 'from' | 'to'>>({
      from: labelsIn(reader, 'from', labels),
      to: labelsIn(reader, 'to', labels),
    }),
  };
}

function eventFrom(reader: RecordReader, labels: ReadonlySet<string>): EventType {
  return {
    ...described(reader),
    ...withoutUndefined<Pick<EventType, 'trigger'>>({ trigger: labelsIn(reader, 'trigger', labels) }),
    roles: listOf(reader, 'roles', (role) => roleFrom(role, labels)) ?? [],
  };
}

function roleFrom(reader: RecordReader, labels: ReadonlySet<string>): RoleType {
  const { id, names } = described(reader);
  return {
    id,
    names,
    ...withoutUndefined<Pick<RoleType, 'labels'>>({ labels: labelsIn(reader, 'labels', labels) }),
    isRequired: reader.optionalFlag('required') ?? false,
  };
}

/** The ids in a list of labels; those that are no label of the corpus stand for nothing. */
function labelsIn(reader: RecordReader, key: string, labels: ReadonlySet<string>): readonly string[] | undefined {
  const listed = reader.optionalStrings(key);
  listed?.forEach((id, index) => {
    if (!labels.has(id)) noteUnknownLabel(reader, id, [key, index]);
  });
  return listed;
}

function noteUnknownLabel(reader: RecordReader, id: string, path: YamlPath): void {
  const message = `The corpus has no label "${id}". Correct it, or add the label under "labels".`;
  reader.issueAt('unknown-label', message, path, 'warning');
}

// Values

export const VALUE_KINDS = ['text', 'number', 'flag', 'choice'] as const satisfies readonly ValueType['kind'][];

/** What values there are: without a `type` one of those listed, or text where none are. */
function valueFrom(reader: RecordReader): ValueType {
  const type = reader.optionalString('type');
  const values = reader.optionalStrings('values');
  const isMultiple = reader.optionalFlag('multiple');
  const kind = type === undefined ? (values === undefined ? 'text' : 'choice') : kindNamed(type, reader);
  if (kind === 'choice') return { kind, values: choicesFrom(values, reader), isMultiple: isMultiple ?? false };
  if (kind === undefined) return { kind: 'text' };
  if (values !== undefined) noteOnlyOfChoices(reader, 'values');
  if (isMultiple !== undefined) noteOnlyOfChoices(reader, 'multiple');
  return { kind };
}

function kindNamed(type: string, reader: RecordReader): ValueType['kind'] | undefined {
  const kind = VALUE_KINDS.find((candidate) => candidate === type);
  if (kind === undefined)
    reader.issue('value-type', `There is no type "${type}". Write text, number, flag or choice.`, 'type');
  return kind;
}

function choicesFrom(values: readonly string[] | undefined, reader: RecordReader): readonly string[] {
  if (values === undefined || values.length === 0) {
    const message = 'A choice needs its values. List them: values: ["one", "two"].';
    reader.issue('no-values', message, values && 'values');
  }
  const seen = new Set<string>();
  values?.forEach((value, index) => {
    if (value === '') reader.issueAt('empty', 'This value is empty. Fill it in, or remove it.', ['values', index]);
    else if (seen.has(value))
      reader.issueAt('duplicate-value', `The value "${value}" is given twice. Remove one.`, ['values', index]);
    seen.add(value);
  });
  return values ?? [];
}

const noteOnlyOfChoices = (reader: RecordReader, key: string): void =>
  reader.issue('only-choice', `Only a choice has "${key}". Remove it, or write "type: choice".`, key);

// Ids, names and colours

const ID = /^[\p{L}\p{N}_][\p{L}\p{N}_.-]*$/u;
const TAG_ID = /^[^\s\p{Cc}](?:\P{Cc}*[^\s\p{Cc}])?$/u;
const COLOUR = /^#[0-9a-fA-F]{6}$/;

interface Described {
  readonly id: string;
  readonly names: Texts;
  readonly descriptions: Texts;
}

function described(reader: RecordReader): Described {
  const id = reader.name('id');
  if (id !== '' && !ID.test(id))
    reader.issue('id', 'An id has letters, digits, "_", "-" and "." only. Rename it.', 'id');
  return { id, ...textsOf(reader, id) };
}

const textsOf = (reader: RecordReader, id: string): Omit<Described, 'id'> => ({
  names: textsFrom(reader, 'names') ?? { en: id, zh: id },
  descriptions: textsFrom(reader, 'descriptions') ?? { en: '', zh: '' },
});

/** Ids of attributes and tags are keys in sidecars. */
function noteAsKey(reader: RecordReader, id: string): void {
  if (id.length > MAXIMUM_KEY_LENGTH)
    reader.issue('id', `This id is longer than ${MAXIMUM_KEY_LENGTH} characters. Shorten it.`, 'id');
  if (id === '__proto__') reader.issue('id', 'The id "__proto__" is not allowed. Rename it.', 'id');
}

function colourFrom(reader: RecordReader): string | undefined {
  const colour = reader.optionalString('colour');
  if (colour === undefined || COLOUR.test(colour)) return colour;
  reader.issue('colour', 'A colour is written as "#rrggbb", in double quotes.', 'colour');
  return undefined;
}

/** Texts in English and Chinese; where one language is missing the other serves. Undefined where both are. */
function textsFrom(reader: RecordReader, key: string): Texts | undefined {
  const texts = reader.optionalRecord(key);
  if (texts === undefined) return undefined;
  const en = texts.optionalString('en');
  const zh = texts.optionalString('zh');
  for (const unknown of texts.unknownKeys) {
    if (/^(?:zh\W|zh_|cn$|ch$)/i.test(unknown) && zh === undefined) warnOfKey(texts, unknown, 'zh');
    if (/^en[\W_]/i.test(unknown) && en === undefined) warnOfKey(texts, unknown, 'en');
  }
  const some = en ?? zh;
  return some === undefined ? undefined : { en: en ?? some, zh: zh ?? some };
}
