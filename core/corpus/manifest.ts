import picomatch from 'picomatch/posix';
import { DEFAULT_LABELS, defaultColour, type Label } from '../annotation/labels';
import { isSidecarPath } from '../annotation/sidecarPath';
import type { Parsed, Problem } from '../problem';
import { locate, readYaml, toJson } from '../yaml/boundedYaml';
import { RecordReader, type Issue } from '../yaml/recordReader';

/** What `corpus.yaml` at the root of a corpus says. Paths and globs are relative to its folder, with `/`. */
export interface Manifest {
  readonly name: string | undefined;
  readonly include: readonly string[];
  readonly exclude: readonly string[];
  readonly labels: readonly Label[];
  /** Paths or globs of the files that list known entities. */
  readonly authority: readonly string[];
}

export const MANIFEST_NAME = 'corpus.yaml';

/** The end of every authority file's name. */
export const AUTHORITY_SUFFIX = '.authority.yaml';

/** What serves where there is no `corpus.yaml`. */
export const DEFAULT_MANIFEST: Manifest = {
  name: undefined,
  include: ['**/*.txt'],
  exclude: [],
  labels: DEFAULT_LABELS,
  authority: [],
};

/**
 * Reads a `corpus.yaml`. Problem offsets are UTF-16 offsets in `text`. Unknown keys are left alone. The value is undefined
 * where anything is wrong: half a manifest would hide articles or labels.
 */
export function parseManifest(text: string): Parsed<Manifest> {
  const source = readYaml(text);
  if (source.value === undefined) return { value: undefined, problems: source.problems };
  const root = source.value;
  const data = toJson(root);
  const issues: Issue[] = [];
  const value = manifestFrom(new RecordReader(data ?? {}, [], issues));
  const problems = issues.map(({ severity, code, message, path }): Problem => ({
    severity,
    code,
    message,
    ...locate(root, path),
  }));
  return problems.some(({ severity }) => severity === 'error') ? { value: undefined, problems } : { value, problems };
}

/** Whether the manifest makes a file an article of the corpus. `path` is relative to its folder, with `/`. */
export function includes(manifest: Manifest, path: string): boolean {
  return articleFilter(manifest)(path);
}

/** As {@link includes}, for many files: the globs are compiled once. */
export function articleFilter({ include, exclude }: Manifest): (path: string) => boolean {
  const isIncluded = picomatch([...include], GLOB_OPTIONS);
  const isExcluded = picomatch([...exclude], GLOB_OPTIONS);
  return (path) => isInside(path) && !isSidecarPath(path) && isIncluded(path) && !isExcluded(path);
}

/** Extended globs are off: `+(a|aa)` compiles to expressions that can run for minutes. */
export const GLOB_OPTIONS: picomatch.PicomatchOptions = { noextglob: true, nonegate: true };
const MAXIMUM_GLOB_LENGTH = 256;
/** A glob becomes a regular expression that tries all ways to share a path among its stars: eight take half a minute. */
const MAXIMUM_STARS = 4;

function manifestFrom(reader: RecordReader): Manifest {
  const labels = reader.optionalRecords('labels', labelFrom);
  noteDuplicateLabels(labels ?? [], reader);
  return {
    name: reader.optionalString('name'),
    include: globs(reader, 'include') ?? DEFAULT_MANIFEST.include,
    exclude: globs(reader, 'exclude') ?? DEFAULT_MANIFEST.exclude,
    labels: labels ?? DEFAULT_MANIFEST.labels,
    authority: authorityFiles(reader) ?? DEFAULT_MANIFEST.authority,
  };
}

function authorityFiles(reader: RecordReader): readonly string[] | undefined {
  const patterns = globs(reader, 'authority');
  patterns?.forEach((pattern, index) => {
    if (pattern.endsWith(AUTHORITY_SUFFIX)) return;
    const message = `The name of an authority file ends in "${AUTHORITY_SUFFIX}". Rename it, so that it is known as one.`;
    reader.issueAt('authority-name', message, ['authority', index]);
  });
  return patterns;
}

function globs(reader: RecordReader, key: string): readonly string[] | undefined {
  const patterns = reader.optionalStrings(key);
  patterns?.forEach((pattern, index) => {
    if (!isInside(pattern))
      reader.issueAt('glob', 'A pattern must stay inside the corpus: write it without "..", "\\" and a first "/".', [
        key,
        index,
      ]);
    else if ((pattern.match(/\*+/g) ?? []).length > MAXIMUM_STARS)
      reader.issueAt('glob', `A pattern has at most ${MAXIMUM_STARS} stars. Write several patterns.`, [key, index]);
    else if (pattern.length > MAXIMUM_GLOB_LENGTH)
      reader.issueAt('glob', `A pattern has at most ${MAXIMUM_GLOB_LENGTH} characters. Shorten it.`, [key, index]);
  });
  return patterns;
}

/** Whether a relative path or pattern stays in its folder: not absolute, no drive, no scheme, no `..` step. */
function isInside(path: string): boolean {
  return path !== '' && !/^(?:\/|[A-Za-z][A-Za-z0-9+.-]*:)|\\|\0|(?:^|\/)\.\.(?:\/|$)/.test(path);
}

/** Colours for labels that name none and are no default ones, told apart by their order. */
const COLOURS = DEFAULT_LABELS.map(({ colour }) => colour);
const COLOUR = /^#[0-9a-fA-F]{6}$/;
const LABEL_ID = /^[\p{L}\p{N}_][\p{L}\p{N}_.-]*$/u;

function labelFrom(reader: RecordReader, index: number): Label {
  const id = reader.name('id');
  if (id !== '' && !LABEL_ID.test(id))
    reader.issue('label-id', 'A label id has letters, digits, "_", "-" and "." only. Rename it.', 'id');
  const colour = reader.optionalString('colour') ?? defaultColour(id) ?? COLOURS[index % COLOURS.length] ?? '';
  if (!COLOUR.test(colour)) reader.issue('colour', 'A colour is written as "#rrggbb", in double quotes.', 'colour');
  return {
    id,
    names: byLanguage(reader, 'names', id),
    descriptions: byLanguage(reader, 'descriptions', ''),
    colour,
  };
}

/** Texts in English and Chinese; where one language is missing the other serves, then `fallback`. */
function byLanguage(reader: RecordReader, key: string, fallback: string): Label['names'] {
  const texts = reader.optionalRecord(key);
  const en = texts?.optionalString('en');
  const zh = texts?.optionalString('zh');
  return { en: en ?? zh ?? fallback, zh: zh ?? en ?? fallback };
}

function noteDuplicateLabels(labels: readonly Label[], reader: RecordReader): void {
  labels.forEach(({ id }, index) => {
    if (labels.findIndex((label) => label.id === id) === index) return;
    reader.issueAt('duplicate-label', `The label "${id}" is given twice. Remove one.`, ['labels', index, 'id']);
  });
}
