import * as vscode from 'vscode';
import type { NewId } from '../../../core/annotation/id';
import { DEFAULT_LABELS } from '../../../core/annotation/labels';
import { isAnnotatorName, isSidecarPath } from '../../../core/annotation/sidecarPath';
import type { SidecarStore } from '../../../core/annotation/store';
import { ARTICLE_LANGUAGE } from '../../../core/protocol';
import { StrayFiles } from '../../storage/strayFiles';
import type { Manifests } from '../corpusLanguage/manifests';
import { AnnotatedArticle } from './annotatedArticle';

/** The open corpus articles, kept in step with the editor, the store and the disk. */
export class AnnotatedArticles implements vscode.Disposable {
  readonly #store: SidecarStore;
  readonly #newId: NewId;
  readonly #manifests: Manifests;
  readonly #log: vscode.LogOutputChannel;
  readonly #strayFiles = new StrayFiles();
  readonly #articles = new Map<string, { readonly article: AnnotatedArticle; readonly opened: Promise<void> }>();
  readonly #changed = new vscode.EventEmitter<AnnotatedArticle>();
  /** Fires when the annotations of an article, their places or their state have changed. */
  readonly onDidChange = this.#changed.event;
  readonly #subscriptions: vscode.Disposable[];

  constructor(store: SidecarStore, newId: NewId, manifests: Manifests, log: vscode.LogOutputChannel) {
    this.#store = store;
    this.#newId = newId;
    this.#manifests = manifests;
    this.#log = log;
    const watcher = vscode.workspace.createFileSystemWatcher('**/*.ann.yaml');
    const reread = (uri: vscode.Uri): void => this.#settle(store.fileChanged(uri.toString()));
    this.#subscriptions = [
      watcher,
      watcher.onDidChange(reread),
      watcher.onDidCreate(reread),
      watcher.onDidDelete(reread),
      new vscode.Disposable(store.onDidChange((key) => this.#refresh(key))),
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
      labels: () => this.#manifests.known(document.uri)?.manifest.labels ?? DEFAULT_LABELS,
    });
    const opened = this.#manifests
      .corpusOf(document.uri)
      .then(() => article.open())
      .then(() => this.#changed.fire(article));
    this.#articles.set(key, { article, opened });
    this.#settle(opened);
    this.#settle(this.#strayFiles.sweepBeside(document.uri));
  }

  #close({ uri }: vscode.TextDocument): void {
    this.#articles.delete(uri.toString());
    this.#settle(this.#store.close(uri.toString()));
  }

  #edit(event: vscode.TextDocumentChangeEvent): void {
    const article = this.get(event.document);
    if (article === undefined || event.contentChanges.length === 0) return;
    article.edited(event);
    this.#changed.fire(article);
    if (article.mayBeReloaded) this.#settle(article.settle().then(() => this.#changed.fire(article)));
  }

  #save(document: vscode.TextDocument): void {
    const article = this.get(document);
    if (article !== undefined) {
      article.saveFollowed();
      this.#changed.fire(article);
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
    this.#changed.dispose();
  }
}

/** The name in the setting, or undefined for the sidecar without a name. */
function annotator(): string | undefined {
  const name = vscode.workspace.getConfiguration('corpusAnnotator').get<string>('annotator', '');
  return isAnnotatorName(name) ? name : undefined;
}
