import { LONGEST_KNOWN_NAME, recognitionForm, type KnownEntity } from '../analysis/knownEntities';
import type { Label } from '../annotation/labels';
import type { Parsed, Problem } from '../problem';
import { locate, readYaml, toJson, type Extent, type YamlNode } from '../yaml/boundedYaml';
import { isJsonObject, type Json, type JsonObject } from '../yaml/json';
import { RecordReader, type Issue } from '../yaml/recordReader';

/** A known entity as an authority file lists it. */
export interface AuthorityEntity extends KnownEntity {
  /** What else its record says (office, dates, links), as in the file. */
  readonly details: JsonObject;
  /** Where its record stands in the file: UTF-16 offsets in the text that was read. */
  readonly extent: Extent;
}

/** Of a long list with the same mistake in each record, only the first problems are reported. */
export const MAXIMUM_PROBLEMS = 100;

/**
 * Reads an authority file: `entities`, a list of records with `label` and `name`, an `id` (without one the name serves),
 * `aliases`, and whatever else is known. Problem offsets are UTF-16 offsets in `text`. A record without a usable name or
 * label, or with the id of an earlier one, is left out and the others serve; the value is undefined where the file as a
 * whole is no such list. Labels that are not among `labels` are used with a warning.
 */
export function parseAuthority(text: string, labels: readonly Label[]): Parsed<readonly AuthorityEntity[]> {
  const source = readYaml(text);
  if (source.value === undefined) return { value: undefined, problems: source.problems };
  const root = source.value;
  const issues: Issue[] = [];
  const records = recordsOf(toJson(root), new Set(labels.map(({ id }) => id)), issues);
  const problems = issues.slice(0, MAXIMUM_PROBLEMS).map(({ severity, code, message, path }): Problem => ({
    severity,
    code,
    message,
    ...locate(root, path),
  }));
  if (records === undefined) return { value: undefined, problems };
  const extents = extentsOf(root);
  const value = records.flatMap((record, index) => {
    const extent = extents[index];
    return record === undefined || extent === undefined ? [] : [{ ...record, extent }];
  });
  return { value, problems };
}

type Listed = Omit<AuthorityEntity, 'extent'>;

/** The records in the order of the file, undefined for one that cannot be used; undefined where there is no list. */
function recordsOf(data: Json, labels: ReadonlySet<string>, issues: Issue[]): (Listed | undefined)[] | undefined {
  if (data === null) return [];
  const reader = new RecordReader(data, [], issues);
  if (isJsonObject(data) && !Object.hasOwn(data, 'entities')) {
    reader.issue('missing', '"entities" is missing. Write "entities:" and the list of known entities below it.');
  }
  const seen = new Set<string>();
  const records = reader.records('entities', (record) => {
    const entity = entityFrom(record, labels);
    if (entity === undefined || !seen.has(entity.id)) {
      if (entity !== undefined) seen.add(entity.id);
      return entity;
    }
    record.issue('duplicate-id', `The id "${entity.id}" is given twice. Give this entity another one.`, 'id');
    return undefined;
  });
  return issues.some(({ severity, path }) => severity === 'error' && path.length < 2) ? undefined : records;
}

function entityFrom(reader: RecordReader, labels: ReadonlySet<string>): Listed | undefined {
  const name = reader.name('name');
  const label = reader.name('label');
  const id = reader.optionalString('id') ?? name;
  const aliases = reader.optionalStrings('aliases') ?? [];
  noteName(reader, name, ['name']);
  aliases.forEach((alias, index) => noteAlias(reader, alias, index));
  if (id === '' && name !== '') reader.issue('empty', '"id" is empty. Fill it in, or remove it.', 'id');
  if (label !== '' && !labels.has(label)) {
    const message = `The corpus has no label "${label}". Correct it, or add the label to corpus.yaml.`;
    reader.issueAt('unknown-label', message, ['label'], 'warning');
  }
  if (id === '' || label === '' || isBlank(name)) return undefined;
  return { id, label, name, aliases: aliases.filter((alias) => !isBlank(alias)), details: reader.rest() ?? {} };
}

const isBlank = (name: string): boolean => recognitionForm(name) === '';

function noteAlias(reader: RecordReader, alias: string, index: number): void {
  const path = ['aliases', index];
  if (alias === '') reader.issueAt('empty', 'This alias is empty. Fill it in, or remove it.', path);
  else noteName(reader, alias, path);
}

function noteName(reader: RecordReader, name: string, path: readonly (string | number)[]): void {
  if (name === '') return;
  const form = recognitionForm(name);
  if (form === '') reader.issueAt('empty', 'This name is blank. Fill it in, or remove it.', path);
  else if (form.length > LONGEST_KNOWN_NAME) {
    const message = `Names above ${LONGEST_KNOWN_NAME} characters are not looked for. Shorten this one.`;
    reader.issueAt('long-name', message, path, 'warning');
  } else if (Array.from(form).length < 2) {
    const message =
      'A name of one character is found only where it is a word by itself. Give a longer name if there is one.';
    reader.issueAt('short-name', message, path, 'warning');
  }
}

function extentsOf(root: YamlNode): readonly Extent[] {
  const list = root.kind === 'mapping' ? root.entries.find(({ key }) => key === 'entities')?.value : undefined;
  return list?.kind === 'sequence' ? list.items.map(({ offset, end }) => ({ offset, end })) : [];
}
