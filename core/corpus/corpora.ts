import { KnownEntities } from '../analysis/knownEntities';
import type { Problem } from '../problem';
import { locate, problem, readYaml } from '../yaml/boundedYaml';
import type { AuthorityEntity } from './authority';
import { AuthorityFiles, decodeYaml, unreadable, type FileReport, type Report, type Trouble } from './authorityFiles';
import { addressIn, folderOf, type CorpusFiles } from './corpusFiles';
import { MANIFEST_NAME, parseManifest, type Manifest } from './manifest';

/** A corpus: the folder with its `corpus.yaml`, and the entities that its authority files list. */
export interface Corpus {
  /** Address of the folder, with `/` at its end. */
  readonly root: string;
  readonly manifest: Manifest;
  /** By id. */
  readonly entities: ReadonlyMap<string, AuthorityEntity>;
  /** The same for recognition; undefined where there are none. */
  readonly known: KnownEntities | undefined;
}

/**
 * The corpora of articles: for each the nearest `corpus.yaml` above it, with the authority files that this names. What
 * was read is remembered until `forget`.
 */
export class Corpora {
  readonly #files: CorpusFiles;
  readonly #authority: AuthorityFiles;
  readonly #report: Report;
  /** By folder; a reading under way tells by a new map that it is outdated. */
  #corpora = new Map<string, Promise<Corpus | undefined>>();
  readonly #reported = new Map<string, FileReport>();
  /** The bytes of each manifest as last read, for the moments in which it cannot be read. */
  readonly #lastRead = new Map<string, Uint8Array>();
  /** Each manifest as it last was without an error, for the time in which it has some. */
  readonly #lastSound = new Map<string, Manifest>();

  /** `report` is told the problems of each file that has some, and that it has none when they are forgotten. */
  constructor(files: CorpusFiles, report: Report) {
    this.#files = files;
    this.#authority = new AuthorityFiles(files);
    this.#report = report;
  }

  /**
   * The corpus of an article; undefined where no manifest lies above it, or one that never was without an error. Never
   * rejects.
   */
  of(article: string): Promise<Corpus | undefined> {
    return this.#nearest(folderOf(article));
  }

  /** A manifest or authority file has changed: all are read anew when they are next asked for. */
  forget(): void {
    this.#corpora = new Map();
    for (const file of this.#reported.values()) this.#report({ ...file, text: '', problems: [], references: [] });
    this.#reported.clear();
  }

  /** For how many folders an answer is remembered. */
  get size(): number {
    return this.#corpora.size;
  }

  /** Forgets folders that none of the articles is in, once many are remembered. */
  retain(articles: readonly string[]): void {
    if (this.#corpora.size <= MOST_REMEMBERED) return;
    for (const folder of this.#corpora.keys()) {
      if (!articles.some((article) => article.startsWith(folder))) this.#corpora.delete(folder);
    }
  }

  #nearest(folder: string | undefined): Promise<Corpus | undefined> {
    if (folder === undefined) return Promise.resolve(undefined);
    const known = this.#corpora.get(folder);
    if (known !== undefined) return known;
    const corpus = this.#nearestUnread(folder);
    this.#corpora.set(folder, corpus);
    return corpus;
  }

  async #nearestUnread(folder: string): Promise<Corpus | undefined> {
    const report = this.#reportWhile(this.#corpora);
    const address = addressIn(folder, MANIFEST_NAME);
    const unread: Problem[] = [];
    const bytes = await this.#readManifest(address, folder, unread);
    if (bytes === undefined) return this.#nearest(folderOf(folder));
    const { value: text = '', problems: undecoded } = decodeYaml(bytes);
    const parsed = parseManifest(text);
    const problems = [...unread, ...undecoded, ...parsed.problems];
    const sound = undecoded.length > 0 ? undefined : parsed.value;
    if (sound !== undefined) this.#lastSound.set(address, sound);
    const manifest = sound ?? this.#lastSound.get(address);
    const troubles: Trouble[] = [];
    const entities = manifest && (await this.#authority.entitiesOf(manifest, folder, report, troubles));
    const references = sound === undefined ? [] : located(troubles, text);
    report({ kind: 'manifest', address, text, problems, references });
    if (manifest === undefined || entities === undefined) return undefined;
    const known = entities.size === 0 ? undefined : new KnownEntities(entities.values());
    return { root: folder, manifest, entities, known };
  }

  /** One that could never be read is somebody else's, and counts as none. */
  async #readManifest(address: string, folder: string, unread: Problem[]): Promise<Uint8Array | undefined> {
    try {
      const bytes = await this.#files.read(address, folder);
      if (bytes === undefined) this.#forgetFile(address);
      else this.#lastRead.set(address, bytes);
      return bytes;
    } catch (error) {
      const lastRead = this.#lastRead.get(address);
      if (lastRead !== undefined) unread.push(problem('unreadable', unreadable(error), { offset: 0, end: 0 }));
      return lastRead;
    }
  }

  #forgetFile(address: string): void {
    this.#lastRead.delete(address);
    this.#lastSound.delete(address);
  }

  #reportWhile(current: ReadonlyMap<string, unknown>): Report {
    return (file) => {
      if (this.#corpora !== current || file.problems.length + file.references.length === 0) return;
      this.#reported.set(file.address, file);
      this.#report(file);
    };
  }
}

/** Folders. */
const MOST_REMEMBERED = 500;

/** The troubles with a manifest's authority files, at their places in its text. */
function located(troubles: readonly Trouble[], text: string): Problem[] {
  const root = troubles.length === 0 ? undefined : readYaml(text).value;
  if (root === undefined) return [];
  return troubles.map(({ index, ...trouble }) => ({ ...trouble, ...locate(root, ['authority', index]) }));
}
