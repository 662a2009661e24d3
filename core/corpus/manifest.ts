import picomatch from 'picomatch/posix';
import { DEFAULT_SCHEMA, type Schema } from '../annotation/schema';
import { isSidecarPath } from '../annotation/sidecarPath';
import type { Parsed, Problem } from '../problem';
import { locate, locateKey, readYaml, toJson, type YamlNode } from '../yaml/boundedYaml';
import { isJsonObject } from '../yaml/json';
import { RecordReader, type Issue } from '../yaml/recordReader';
import { schemaFrom, warnOfMisspelling } from './schemaReader';

/** What `corpus.yaml` at the root of a corpus says. Paths and globs are relative to its folder, with `/`. */
export interface Manifest extends Schema {
  readonly name: string | undefined;
  readonly include: readonly string[];
  readonly exclude: readonly string[];
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
  ...DEFAULT_SCHEMA,
  authority: [],
};

/**
 * Reads a `corpus.yaml`. Problem offsets are UTF-16 offsets in `text`. Unknown keys are left alone, with a warning where one
 * looks misspelt. The value is undefined where there is an error: half a manifest would hide articles or labels.
 */
export function parseManifest(text: string): Parsed<Manifest> {
  const source = readYaml(text);
  if (source.value === undefined) return { value: undefined, problems: source.problems };
  const root = source.value;
  const data = toJson(root);
  const issues: Issue[] = [];
  const value = manifestFrom(new RecordReader(data ?? {}, [], issues));
  const problems = issues.map(({ severity, code, message, path, isAboutKey }): Problem => ({
    severity,
    code,
    message,
    ...(isAboutKey ? locateKey(root, path) : locate(root, path)),
  }));
  return problems.some(({ severity }) => severity === 'error') ? { value: undefined, problems } : { value, problems };
}

/** What a manifest that is being typed says so far; what does not fit has a stand-in. */
export function unfinishedManifest(root: YamlNode | undefined): Manifest {
  const data = root === undefined ? null : toJson(root);
  return manifestFrom(new RecordReader(isJsonObject(data) ? data : {}, [], []));
}

/** Whether an address is that of a manifest. */
export const isManifestAddress = (address: string): boolean => address.endsWith(`/${MANIFEST_NAME}`);

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
  const manifest = {
    name: reader.optionalString('name'),
    include: globs(reader, 'include') ?? DEFAULT_MANIFEST.include,
    exclude: globs(reader, 'exclude') ?? DEFAULT_MANIFEST.exclude,
    ...schemaFrom(reader),
    authority: authorityFiles(reader) ?? DEFAULT_MANIFEST.authority,
  };
  warnOfMisspelling(reader);
  return manifest;
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
