import type { Sha256 } from '../annotation/annotation';
import { DEFAULT_LABELS } from '../annotation/labels';
import { decodeUtf8 } from '../annotation/sidecar/bytes';
import { ownerOfSidecar } from '../annotation/sidecarPath';
import { filesBelow, isArticle, sidecarsByArticle } from '../corpus/filesBelow';
import { Corpora, type Corpus } from '../corpus/corpora';
import { addressIn, type CorpusFiles } from '../corpus/corpusFiles';
import { MANIFEST_NAME } from '../corpus/manifest';
import { decodeArticle } from '../text/decode';
import { ConsistencyChecks, type ConsistencyOptions } from './consistencyChecks';
import { aboutFile, type Finding } from './finding';
import { unionMerges } from './gitAttributes';
import {
  checkIds,
  checkPlaces,
  checkRecords,
  isInOrder,
  readSidecar,
  type CheckedArticle,
  type CheckedSidecar,
} from './sidecarChecks';

/** What a check has looked at. */
export interface CheckedFiles {
  articles: number;
  sidecars: number;
}

/**
 * Checks all articles, sidecars and manifests below a folder (an address with `/` at its end). Findings come file by
 * file, in the order of the paths; hidden folders are left out. Nothing is written. Rejects where the folder cannot be
 * listed.
 */
export async function* checkCorpus(
  root: string,
  files: CorpusFiles,
  sha256: Sha256,
  consistency: ConsistencyOptions = {},
): AsyncGenerator<Finding, CheckedFiles> {
  const check = new CorpusCheck(root, files, sha256, consistency);
  return yield* check.findings();
}

class CorpusCheck {
  readonly #root: string;
  readonly #files: CorpusFiles;
  readonly #sha256: Sha256;
  readonly #corpora: Corpora;
  readonly #reported: Finding[] = [];
  readonly #articlesByHash = new Map<string, string[]>();
  readonly #consistency: ConsistencyChecks;

  constructor(root: string, files: CorpusFiles, sha256: Sha256, consistency: ConsistencyOptions) {
    this.#consistency = new ConsistencyChecks(consistency);
    this.#root = root;
    this.#files = files;
    this.#sha256 = sha256;
    this.#corpora = new Corpora(files, ({ address, problems, references }) => {
      const path = decodeURIComponent(address.slice(root.length));
      if (!address.startsWith(root)) return;
      for (const problem of [...problems, ...references]) this.#reported.push({ ...problem, path });
    });
  }

  async *findings(): AsyncGenerator<Finding, CheckedFiles> {
    const paths = await filesBelow(this.#root, this.#files);
    const all = new Set(paths);
    const sidecars = sidecarsByArticle(paths);
    const checked = { articles: 0, sidecars: 0 };
    for (const path of paths) {
      yield* this.#checkOther(path);
      const own = sidecars.get(path) ?? [];
      const corpus = await this.#corpusOf(path);
      yield* this.#reported.splice(0);
      if (own.length === 0 && !isArticle(path, this.#root, corpus)) continue;
      checked.articles++;
      checked.sidecars += own.length;
      yield* this.#checkArticle(path, own, corpus);
    }
    for (const [article, lost] of sidecars) {
      if (all.has(article)) continue;
      checked.sidecars += lost.length;
      for (const path of lost) yield* this.#checkLost(path, article, all);
    }
    yield* this.#consistency.corpus();
    for (const path of this.#consistency.paths()) {
      const article = await this.#readArticle(path);
      if (!Array.isArray(article)) this.#consistency.searchRepeats(path, article);
    }
    yield* this.#consistency.repeats();
    return checked;
  }

  async #corpusOf(path: string): Promise<Corpus | undefined> {
    const isManifest = path === MANIFEST_NAME || path.endsWith(`/${MANIFEST_NAME}`);
    return isManifest || path.endsWith('.txt') ? this.#corpora.of(addressIn(this.#root, path)) : undefined;
  }

  async *#checkArticle(path: string, sidecars: readonly string[], corpus: Corpus | undefined): AsyncGenerator<Finding> {
    const article = await this.#readArticle(path);
    if (Array.isArray(article)) yield* article;
    else this.#articlesByHash.set(article.sha256, [...(this.#articlesByHash.get(article.sha256) ?? []), path]);
    const labels = (await this.#labelsOf(path, corpus)) ?? DEFAULT_LABELS;
    const readable: CheckedSidecar[] = [];
    for (const name of sidecars) {
      const sidecar = yield* this.#readSidecar(name);
      if (sidecar === undefined) continue;
      readable.push(sidecar);
      yield* checkRecords(sidecar, ownerOfSidecar(name)?.annotator, labels);
      if (!isInOrder(sidecar.set))
        yield aboutFile(
          name,
          'information',
          'order',
          'The annotations are not in order. The next change puts them in order.',
        );
      if (Array.isArray(article)) continue;
      yield* checkPlaces(sidecar, article);
      yield* this.#consistency.article(path, sidecar, article, corpus);
    }
    yield* checkIds(readable);
  }

  async #labelsOf(path: string, corpus: Corpus | undefined): Promise<Corpus['manifest']['labels'] | undefined> {
    return (corpus ?? (await this.#corpora.of(addressIn(this.#root, path))))?.manifest.labels;
  }

  /** The article, or why it cannot be read. */
  async #readArticle(path: string): Promise<CheckedArticle | Finding[]> {
    try {
      const bytes = await this.#files.read(addressIn(this.#root, path), this.#root);
      const { value, problems } = decodeArticle(bytes ?? new Uint8Array(0));
      if (value === undefined)
        return problems.map(({ severity, code, message }) => aboutFile(path, severity, code, message));
      return { text: value, sha256: this.#sha256(value.text) };
    } catch (error) {
      return [unreadable(path, error)];
    }
  }

  async *#readSidecar(path: string): AsyncGenerator<Finding, CheckedSidecar | undefined> {
    let bytes: Uint8Array | undefined;
    try {
      bytes = await this.#files.read(addressIn(this.#root, path), this.#root);
    } catch (error) {
      yield unreadable(path, error);
    }
    if (bytes === undefined) return undefined;
    const { sidecar, findings } = readSidecar(path, bytes);
    yield* findings;
    return sidecar;
  }

  /** A sidecar whose article is not there: the one article with its text may be the same under another name. */
  async *#checkLost(path: string, article: string, all: ReadonlySet<string>): AsyncGenerator<Finding> {
    const sidecar = yield* this.#readSidecar(path);
    const same = sidecar === undefined ? [] : (this.#articlesByHash.get(sidecar.set.text.sha256) ?? []);
    const [only] = same;
    const ending = path.slice(article.length);
    const to = only === undefined ? undefined : only + ending;
    if (same.length !== 1 || to === undefined || all.has(to)) {
      const where = same.length > 0 ? ` The same text is in ${same.join(', ')}.` : '';
      yield aboutFile(
        path,
        'warning',
        'lost',
        `Its article ${article} is not there.${where} Bring it back, or move this file.`,
      );
      return;
    }
    const message = `Its article ${article} is not there, but ${String(only)} has the same text. Move this file to ${to}.`;
    yield aboutFile(path, 'warning', 'lost', message, { kind: 'move', to });
  }

  async *#checkOther(path: string): AsyncGenerator<Finding> {
    const name = path.slice(path.lastIndexOf('/') + 1);
    if (OWN_FILE.test(name))
      yield aboutFile(
        path,
        'information',
        'stray',
        'A crash left this file of ours behind. Remove it when no editor is writing.',
        {
          kind: 'remove',
        },
      );
    if (name !== '.gitattributes') return;
    const bytes = await this.#files.read(addressIn(this.#root, path), this.#root).catch(() => undefined);
    const text = bytes === undefined ? '' : (decodeUtf8(bytes) ?? '');
    for (const place of unionMerges(text)) {
      const message =
        'git would merge sidecars line by line without asking: records could be torn or given twice. Remove merge=union.';
      yield { ...aboutFile(path, 'error', 'merge-union', message), ...place };
    }
  }
}

const unreadable = (path: string, error: unknown): Finding =>
  aboutFile(
    path,
    'error',
    'unreadable',
    `The file cannot be read: ${error instanceof Error ? error.message : String(error)}`,
  );

/** Files that exist only while a sidecar is replaced. */
const OWN_FILE = /^\.corpus-annotator-.*\.(?:tmp|lock)$/;
