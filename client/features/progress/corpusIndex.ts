import * as vscode from 'vscode';
import { sidecarPathOf, SIDECAR_SUFFIX } from '../../../core/annotation/sidecarPath';
import { SidecarVersion } from '../../../core/annotation/sidecar/version';
import { assigneeIn, progressOf, summaryOf, type SidecarSummary } from '../../../core/corpus/articleProgress';
import { corpusArticles, type CorpusArticle, type CorpusRange } from '../../../core/corpus/corpusArticles';
import { inOrder, type ArticleWork } from '../../../core/corpus/corpusTree';
import { articleFilter, MANIFEST_NAME, type Manifest } from '../../../core/corpus/manifest';
import { decodeYaml } from '../../../core/corpus/authorityFiles';
import { parseTable, TABLE_NAME, type MetadataTable } from '../../../core/metadata/table';
import { ReadFiles } from '../../../core/corpus/readFiles';
import { sameData } from '../../../core/yaml/json';
import { corpusFiles } from '../../storage/corpusFiles';
import { fileStamp } from '../../storage/fileStamp';
import type { AnnotatedArticle } from '../annotations/annotatedArticle';
import { annotator, type AnnotatedArticles } from '../annotations/annotatedArticles';
import type { Manifests } from '../corpusLanguage/manifests';

/** How long changes of files are collected, in milliseconds. */
const PAUSE = 300;

/**
 * The articles of the open folders and how far each is. Files are read when somebody asks, and again only where they have
 * changed; of open articles counts what is in memory.
 */
export class CorpusIndex implements vscode.Disposable {
  readonly #articles: AnnotatedArticles;
  readonly #manifests: Manifests;
  readonly #log: vscode.LogOutputChannel;
  readonly #changed = new vscode.EventEmitter<void>();
  /** Fires when the articles, or what is known of them, may have changed; what is asked for then is read anew. */
  readonly onDidChange = this.#changed.event;
  readonly #subscriptions: vscode.Disposable[];
  readonly #summaries = new ReadFiles<SidecarSummary | 'unreadable'>(
    { stamp: fileStamp, read: (address) => corpusFiles.read(address) },
    summarise,
    nextTurn,
  );
  readonly #filters = new WeakMap<Manifest, (path: string) => boolean>();
  #listing: Promise<readonly CorpusArticle[]> | undefined;
  #reading: Promise<ReadCorpus> | undefined;
  /** What the sidecars of open articles say, as it was last told. */
  readonly #told = new Map<string, SidecarSummary | 'unreadable' | undefined>();
  #timer: NodeJS.Timeout | undefined;

  constructor(articles: AnnotatedArticles, manifests: Manifests, log: vscode.LogOutputChannel) {
    this.#articles = articles;
    this.#manifests = manifests;
    this.#log = log;
    const files = vscode.workspace.createFileSystemWatcher('**/*', false, true, false);
    const tables = vscode.workspace.createFileSystemWatcher(`**/${TABLE_NAME}`, true, false, true);
    const sidecars = vscode.workspace.createFileSystemWatcher(`**/*${SIDECAR_SUFFIX}`, true, false, true);
    const changed = (uri: vscode.Uri): void => {
      if (!this.#isOpen(uri)) this.#filesChanged();
    };
    const listChanged = (): void => this.refresh();
    this.#subscriptions = [
      files,
      sidecars,
      tables,
      tables.onDidChange(() => this.#filesChanged()),
      files.onDidCreate(listChanged),
      files.onDidDelete(listChanged),
      sidecars.onDidChange(changed),
      articles.onDidChange((article) => this.#follow(article)),
      articles.onDidClose(({ document }) => {
        this.#told.delete(document.uri.toString());
        this.#filesChanged();
      }),
      manifests.onDidChange(listChanged),
      vscode.workspace.onDidChangeWorkspaceFolders(listChanged),
      vscode.workspace.onDidChangeConfiguration((event) => {
        if (event.affectsConfiguration('corpusAnnotator.annotator')) listChanged();
      }),
    ];
  }

  /** All articles in the order of the tree, with how far they are. */
  async works(): Promise<readonly ArticleWork[]> {
    this.#reading ??= this.#read();
    const { articles, summaries, tables } = await this.#reading;
    const open = new Map(this.#articles.all().map((article) => [article.document.uri.toString(), summaryIn(article)]));
    return inOrder(
      articles.map(({ address, path, corpus, sidecars }): ArticleWork => {
        const common = summaries.get(sidecarPathOf(address));
        const inFile = common === 'unreadable' ? undefined : assigneeIn(common);
        const assigned = inFile ?? tables.get(corpus.root)?.assigneeOf(corpus.path);
        const own = open.get(address) ?? summaries.get(ownSidecar(address, sidecars) ?? '');
        return { address, path, progress: progressOf(own, assigned) };
      }),
    );
  }

  /** All articles of the open folders. */
  async articles(): Promise<readonly CorpusArticle[]> {
    this.#listing ??= this.#list();
    return this.#listing;
  }

  /** Everything is read anew: watchers miss changes. */
  refresh(): void {
    this.#listing = undefined;
    this.#filesChanged();
  }

  async #list(): Promise<readonly CorpusArticle[]> {
    const folders = vscode.workspace.workspaceFolders ?? [];
    const found: CorpusArticle[] = [];
    for (const { uri, name } of folders) {
      const root = uri.toString().replace(/\/?$/, '/');
      for (const article of await corpusArticles(root, corpusFiles, (folder) => this.#rangeOf(folder)))
        found.push(asEditorNames(article, folders.length > 1 ? `${name}/` : ''));
    }
    return found;
  }

  async #rangeOf(folder: string): Promise<CorpusRange | undefined> {
    const corpus = await this.#manifests.corpusAbove(vscode.Uri.parse(`${folder}${MANIFEST_NAME}`, true));
    if (corpus === undefined) return undefined;
    return { root: corpus.root.toString().replace(/\/?$/, '/'), includes: this.#filterOf(corpus.manifest) };
  }

  /** Globs are compiled once for all folders of a corpus. */
  #filterOf(manifest: Manifest): (path: string) => boolean {
    const known = this.#filters.get(manifest) ?? articleFilter(manifest);
    this.#filters.set(manifest, known);
    return known;
  }

  async #read(): Promise<ReadCorpus> {
    const started = performance.now();
    const articles = await this.articles();
    const wanted = articles.flatMap(({ address, sidecars }) => {
      const common = sidecarPathOf(address);
      return [ownSidecar(address, sidecars), sidecars.includes(common) ? common : undefined];
    });
    const addresses = new Set(wanted.filter((address) => address !== undefined));
    const summaries = await this.#summaries.all([...addresses]);
    this.#log.debug(`Progress of ${articles.length} articles read in ${Math.round(performance.now() - started)} ms.`);
    return { articles, summaries, tables: await tablesOf(articles) };
  }

  /** Typing changes an article with every key, and nothing that is told here. */
  #follow(article: AnnotatedArticle): void {
    const key = article.document.uri.toString();
    const summary = summaryIn(article);
    if (this.#told.has(key) && sameData(this.#told.get(key), summary)) return;
    this.#told.set(key, summary);
    this.#changeSoon();
  }

  #filesChanged(): void {
    this.#reading = undefined;
    this.#changeSoon();
  }

  #isOpen(sidecar: vscode.Uri): boolean {
    return this.#articles.all().some((article) => article.sidecar.toString() === sidecar.toString());
  }

  #changeSoon(): void {
    this.#timer ??= setTimeout(() => {
      this.#timer = undefined;
      this.#changed.fire();
    }, PAUSE);
  }

  dispose(): void {
    clearTimeout(this.#timer);
    this.#subscriptions.forEach((subscription) => void subscription.dispose());
    this.#changed.dispose();
  }
}

interface ReadCorpus {
  readonly articles: readonly CorpusArticle[];
  /** By the address of the sidecar. */
  readonly summaries: ReadonlyMap<string, SidecarSummary | 'unreadable'>;
  /** The tables of metadata, by the folder of their corpus. */
  readonly tables: ReadonlyMap<string, MetadataTable>;
}

/** The tables that can be understood; what is wrong with the others the server tells. */
async function tablesOf(articles: readonly CorpusArticle[]): Promise<ReadonlyMap<string, MetadataTable>> {
  const tables = new Map<string, MetadataTable>();
  for (const root of new Set(articles.map(({ corpus }) => corpus.root))) {
    const bytes = await corpusFiles.read(root + TABLE_NAME).catch(() => undefined);
    const { value: text } = bytes === undefined ? { value: undefined } : decodeYaml(bytes);
    const table = text === undefined ? undefined : parseTable(text).value;
    if (table !== undefined) tables.set(root, table);
  }
  return tables;
}

/** Addresses as the editor writes them, so that they are the same as those of documents. */
function asEditorNames({ address, path, corpus, sidecars }: CorpusArticle, prefix: string): CorpusArticle {
  const asEditor = (name: string): string => vscode.Uri.parse(name, true).toString();
  return { address: asEditor(address), path: prefix + path, corpus, sidecars: sidecars.map(asEditor) };
}

/** The sidecar in which the annotator of this window works, where there is one. */
export function ownSidecar(article: string, sidecars: readonly string[]): string | undefined {
  const own = sidecarPathOf(article, annotator());
  return sidecars.includes(own) ? own : undefined;
}

/** What an open article's sidecar says now; undefined while it is read. */
function summaryIn({ set, trouble }: AnnotatedArticle): SidecarSummary | 'unreadable' | undefined {
  if (trouble !== undefined) return 'unreadable';
  return set && summaryOf(set);
}

function summarise(bytes: Uint8Array): SidecarSummary | 'unreadable' {
  const set = SidecarVersion.read(bytes).value?.set;
  return set === undefined ? 'unreadable' : summaryOf(set);
}

const nextTurn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
