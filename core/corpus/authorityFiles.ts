import type { Label } from '../annotation/labels';
import { decodeUtf8 } from '../annotation/sidecar/bytes';
import type { Parsed, Problem } from '../problem';
import { MAXIMUM_YAML_BYTES, problem } from '../yaml/boundedYaml';
import { MAXIMUM_PROBLEMS, parseAuthority, type AuthorityEntity } from './authority';
import { addressIn, filesMatching, isGlob, OutsideError, type CorpusFiles } from './corpusFiles';
import type { Manifest } from './manifest';

/** A manifest or authority file that was read, and what is wrong with it. */
export interface FileReport {
  readonly kind: 'manifest' | 'authority';
  readonly address: string;
  /** What the offsets of problems refer to; empty where the bytes are no text. */
  readonly text: string;
  readonly problems: readonly Problem[];
  /** Of a manifest: problems with the files that it names. */
  readonly references: readonly Problem[];
}

export type Report = (file: FileReport) => void;

/** Something wrong with a file that a manifest names, by its index in the manifest's list. */
export interface Trouble extends Pick<Problem, 'severity' | 'code' | 'message'> {
  readonly index: number;
}

/**
 * Reads the authority files that manifests name, and reports each. While a file cannot be read, or not as a list, it counts
 * as what it last was; one that is gone counts as nothing. Of several entities with one id the first one counts.
 */
export class AuthorityFiles {
  readonly #files: CorpusFiles;
  readonly #lastRead = new Map<string, readonly AuthorityEntity[]>();

  constructor(files: CorpusFiles) {
    this.#files = files;
  }

  /** The entities by id, in the order of the manifest and its files; what is wrong with its list goes to `troubles`. */
  async entitiesOf(
    { authority, labels }: Manifest,
    root: string,
    report: Report,
    troubles: Trouble[],
  ): Promise<ReadonlyMap<string, AuthorityEntity>> {
    const entities = new Map<string, AuthorityEntity>();
    const seen = new Set<string>();
    for (const [index, pattern] of authority.entries()) {
      const noteTrouble: NoteTrouble = (code, message, severity = 'error') =>
        troubles.push({ severity, code, message, index });
      for (const path of await this.#pathsOf(pattern, root, noteTrouble)) {
        const address = addressIn(root, path);
        if (seen.has(address)) continue;
        seen.add(address);
        const source = await this.#read(address, root, noteTrouble);
        if (source === 'unreadable') addNew(this.#lastRead.get(address) ?? [], entities);
        else if (source !== undefined) this.#add(address, source, labels, entities, report);
      }
    }
    return entities;
  }

  async #pathsOf(pattern: string, root: string, noteTrouble: NoteTrouble): Promise<readonly string[]> {
    if (!isGlob(pattern)) return [pattern];
    const { paths, isIncomplete } = await filesMatching(pattern, root, this.#files);
    if (isIncomplete) {
      const message = 'The corpus has too many folders to search them all. Name the folder in the pattern.';
      noteTrouble('too-many-folders', message);
    } else if (paths.length === 0) {
      noteTrouble('no-match', 'No file fits this pattern. Correct it, or remove it.', 'warning');
    }
    return paths;
  }

  /** Undefined where there is nothing to read. */
  async #read(
    address: string,
    root: string,
    noteTrouble: NoteTrouble,
  ): Promise<Parsed<string> | 'unreadable' | undefined> {
    try {
      const bytes = await this.#files.read(address, root);
      if (bytes !== undefined) return decodeYaml(bytes);
      noteTrouble('no-such-file', 'There is no such file. Correct the path, or remove it.');
    } catch (error) {
      if (!(error instanceof OutsideError)) {
        noteTrouble('unreadable', unreadable(error));
        return 'unreadable';
      }
      noteTrouble('outside', error.message);
    }
    this.#lastRead.delete(address);
    return undefined;
  }

  #add(
    address: string,
    { value: text, problems }: Parsed<string>,
    labels: readonly Label[],
    entities: Map<string, AuthorityEntity>,
    report: Report,
  ): void {
    const parsed = text === undefined ? { value: undefined, problems } : parseAuthority(text, labels);
    const listed = parsed.value ?? this.#lastRead.get(address) ?? [];
    this.#lastRead.set(address, listed);
    const again = parsed.value?.filter(({ id }) => entities.has(id)).slice(0, MAXIMUM_PROBLEMS) ?? [];
    addNew(listed, entities);
    const found = [...parsed.problems, ...again.map(givenElsewhere)];
    report({ kind: 'authority', address, text: text ?? '', problems: found, references: [] });
  }
}

function addNew(listed: readonly AuthorityEntity[], entities: Map<string, AuthorityEntity>): void {
  for (const entity of listed) if (!entities.has(entity.id)) entities.set(entity.id, entity);
}

/** Why a file is not read, and that it counts as what it last was. */
export const unreadable = (error: unknown): string =>
  `The file cannot be read; what was read of it before, if anything, still counts. ${error instanceof Error ? error.message : String(error)}`;

type NoteTrouble = (code: string, message: string, severity?: Problem['severity']) => unknown;

const givenElsewhere = ({ id, extent }: AuthorityEntity): Problem =>
  problem(
    'duplicate-id',
    `Another authority file has the id "${id}" too, and counts. Give this entity another one.`,
    extent,
  );

/** The text of a YAML file's bytes, or why there is none. */
export function decodeYaml(bytes: Uint8Array): Parsed<string> {
  const refuse = (code: string, message: string): Parsed<string> => ({
    value: undefined,
    problems: [problem(code, message, { offset: 0, end: 0 })],
  });
  if (bytes.length > MAXIMUM_YAML_BYTES) {
    return refuse('too-large', `The file has more than ${MAXIMUM_YAML_BYTES} bytes, the most that is read. Split it.`);
  }
  const value = decodeUtf8(bytes);
  return value === undefined
    ? refuse('not-utf8', 'The file is not UTF-8. Convert it to UTF-8.')
    : { value, problems: [] };
}
