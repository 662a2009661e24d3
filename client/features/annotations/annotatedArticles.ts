import * as vscode from 'vscode';
import type { NewId } from '../../../core/annotation/id';
import { DEFAULT_LABELS } from '../../../core/annotation/labels';
import type { Clock } from '../../../core/annotation/provenance';
import { isAnnotatorName, isSidecarPath, SIDECAR_SUFFIX } from '../../../core/annotation/sidecarPath';
import type { SidecarStore } from '../../../core/annotation/store';
import { ARTICLE_LANGUAGE } from '../../../core/protocol';
import { StrayFiles } from '../../storage/strayFiles';
import type { Manifests } from '../corpusLanguage/manifests';
import { AnnotatedArticle } from './annotatedArticle';

interface OpenArticle {
  readonly article: AnnotatedArticle;
  /** Resolves when its annotations have been read. */
  readonly opened: Promise<void>;
  readonly watcher: vscode.Disposable | undefined;
}

/** The open corpus articles, kept in step with the editor, the store and the disk. */
export class AnnotatedArticles implements vscode.Disposable {
  readonly #store: SidecarStore;
  readonly #newId: NewId;
  readonly #clock: Clock;
  readonly #manifests: Manifests;
  readonly #log: vscode.LogOutputChannel;
  readonly #strayFiles = new StrayFiles();
  readonly #articles = new Map<string, OpenArticle>();
  /** Closed articles whose last work may still be on its way to the disk. */
  readonly #closing = new Set<Promise<void>>();
  readonly #changed = new vscode.EventEmitter<AnnotatedArticle>();
  /** Fires when the annotations of an article, their places or their state have changed. */
  readonly onDidChange = this.#changed.event;
  readonly #closed = new vscode.EventEmitter<AnnotatedArticle>();
  /** Fires when a document is closed, or is no article any more. */
  readonly onDidClose = this.#closed.event;
  readonly #subscriptions: vscode.Disposable[];

  constructor(store: SidecarStore, newId: NewId, clock: Clock, manifests: Manifests, log: vscode.LogOutputChannel) {
    this.#store = store;
    this.#newId = newId;
    this.#clock = clock;
    this.#manifests = manifests;
    this.#log = log;
    this.#subscriptions = [
      this.#watch(`**/*${SIDECAR_SUFFIX}`),
      manifests.onDidChange(() => this.#readManifests()),
      new vscode.Disposable(store.onDidChange((key) => this.#refresh(key))),
      vscode.workspace.onDidChangeConfiguration((event) => {
        if (event.affectsConfiguration('corpusAnnotator.annotator')) this.#settle(this.#reopenAll());
      }),
      vscode.workspace.onDidOpenTextDocument((document) => this.#open(document)),
      vscode.workspace.onDidCloseTextDocument((document) => this.#close(document)),
      vscode.workspace.onDidChangeTextDocument((event) => this.#edit(event)),
      vscode.workspace.onDidSaveTextDocument((document) => this.#save(document)),
      vscode.window.onDidChangeWindowState(({ focused }) => focused && this.#rereadAll()),
    ];
    for (const document of vscode.workspace.textDocuments) this.#open(document);
  }

  all(): AnnotatedArticle[] {
    return [...this.#articles.values()].map(({ article }) => article);
  }

  /** The article of a document, also while its annotations are still being read. */
  get(document: vscode.TextDocument): AnnotatedArticle | undefined {
    return this.#articles.get(document.uri.toString())?.article;
  }

  /** The article of a document once its annotations have been read. */
  async ready(document: vscode.TextDocument): Promise<AnnotatedArticle | undefined> {
    const entry = this.#articles.get(document.uri.toString());
    await entry?.opened;
    return entry?.article;
  }

  #open(document: vscode.TextDocument): void {
    if (document.languageId !== ARTICLE_LANGUAGE || document.uri.scheme === 'git') return;
    const key = document.uri.toString();
    if (this.#articles.has(key)) return;
    const article = new AnnotatedArticle(document, {
      annotator: annotator(),
      store: this.#store,
      newId: this.#newId,
      clock: this.#clock,
      labels: () => this.#manifests.known(document.uri)?.manifest.labels ?? DEFAULT_LABELS,
    });
    const opened = this.#manifests
      .corpusOf(document.uri)
      .then(() => article.open())
      .then(() => this.#tell(article));
    this.#articles.set(key, { article, opened, watcher: this.#watchBeside(document.uri) });
    this.#settle(opened);
    this.#settle(this.#strayFiles.sweepBeside(document.uri));
  }

  #close({ uri }: vscode.TextDocument): void {
    const key = uri.toString();
    const open = this.#articles.get(key);
    if (open === undefined) return;
    this.#articles.delete(key);
    open.watcher?.dispose();
    this.#closed.fire(open.article);
    const closing = this.#store.close(key).finally(() => this.#closing.delete(closing));
    this.#closing.add(closing);
    this.#settle(closing);
  }

  /** Another annotator has other sidecars. */
  async #reopenAll(): Promise<void> {
    const documents = this.all().map(({ document }) => document);
    documents.forEach((document) => this.#close(document));
    await Promise.allSettled([...this.#closing]);
    documents.filter(({ isClosed }) => !isClosed).forEach((document) => this.#open(document));
  }

  /** Resolves when all work is on disk, or has failed to get there; to be awaited before the editor ends. */
  async finish(): Promise<void> {
    await Promise.allSettled([...this.all().map((article) => article.whenSaved()), ...this.#closing]);
  }

  /** Takes notice of sidecars that others change. */
  #watch(pattern: vscode.GlobPattern): vscode.Disposable {
    const watcher = vscode.workspace.createFileSystemWatcher(pattern);
    const reread = (uri: vscode.Uri): void => this.#settle(this.#store.fileChanged(uri.toString()));
    watcher.onDidChange(reread);
    watcher.onDidCreate(reread);
    watcher.onDidDelete(reread);
    return watcher;
  }

  /** Watches the folder of an article outside of the workspace, which the workspace's watcher does not see. */
  #watchBeside(article: vscode.Uri): vscode.Disposable | undefined {
    if (vscode.workspace.getWorkspaceFolder(article) !== undefined || !article.path.startsWith('/')) return undefined;
    return this.#watch(new vscode.RelativePattern(vscode.Uri.joinPath(article, '..'), `*${SIDECAR_SUFFIX}`));
  }

  /** Labels are those of the manifest as it was last found: after a change it must be found again. */
  #readManifests(): void {
    for (const article of this.all()) {
      this.#settle(this.#manifests.corpusOf(article.document.uri).then(() => this.#tell(article)));
    }
  }

  /** Tells that an article has changed; one that was closed while its files were read has nothing to say. */
  #tell(article: AnnotatedArticle): void {
    if (this.get(article.document) === article) this.#changed.fire(article);
  }

  #edit(event: vscode.TextDocumentChangeEvent): void {
    const article = this.get(event.document);
    if (article === undefined || event.contentChanges.length === 0) return;
    article.edited(event);
    this.#changed.fire(article);
    if (article.mayBeReloaded) this.#settle(article.settle().then(() => this.#tell(article)));
  }

  #save(document: vscode.TextDocument): void {
    const article = this.get(document);
    if (article !== undefined) {
      article.saveFollowed();
      this.#changed.fire(article);
      this.#settle(article.reconsider().then(() => this.#tell(article)));
    } else if (isSidecarPath(document.uri.path)) {
      this.#settle(this.#store.fileChanged(document.uri.toString()));
    }
  }

  #refresh(key: string): void {
    const article = this.#articles.get(key)?.article;
    if (article === undefined) return;
    article.replace();
    this.#changed.fire(article);
  }

  /** Watchers miss events; when the window gets the focus back, the files are looked at again. */
  #rereadAll(): void {
    for (const article of this.all()) this.#settle(this.#store.fileChanged(article.sidecar.toString()));
  }

  #settle(work: Promise<void>): void {
    work.catch((error: unknown) => this.#log.error(String(error)));
  }

  dispose(): void {
    this.#subscriptions.forEach((subscription) => void subscription.dispose());
    this.#articles.forEach(({ watcher }) => void watcher?.dispose());
    this.#changed.dispose();
    this.#closed.dispose();
  }
}

/** The name in the setting, or undefined for the sidecar without a name. */
function annotator(): string | undefined {
  const name = vscode.workspace.getConfiguration('corpusAnnotator').get<string>('annotator', '');
  return isAnnotatorName(name) ? name : undefined;
}
