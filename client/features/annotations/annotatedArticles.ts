import * as vscode from 'vscode';
import type { NewId } from '../../../core/annotation/id';
import type { Clock } from '../../../core/annotation/provenance';
import { isAnnotatorName, isSidecarPath, SIDECAR_SUFFIX } from '../../../core/annotation/sidecarPath';
import { DEFAULT_SCHEMA } from '../../../core/annotation/schema';
import type { SharedSteps } from '../../../core/corpusEdits/sharedSteps';
import type { SidecarStore } from '../../../core/annotation/store';
import type { TextChange } from '../../../core/annotation/tracking';
import type { Turns } from '../../../core/cooperative';
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

/** Work on an article that was closed before it could be written. It is kept in memory. */
export interface UnsavedWork {
  readonly article: vscode.Uri;
  readonly sidecar: vscode.Uri;
  /** Why it is not written. */
  readonly message: string;
}

/** An edit of an article's text, in units of its canonical text. */
export interface ArticleEdit {
  readonly article: AnnotatedArticle;
  readonly changes: readonly TextChange[];
}

/** What the articles get from the extension around them. */
export interface ArticlesServices {
  readonly store: SidecarStore;
  readonly newId: NewId;
  readonly clock: Clock;
  /** The steps that articles share. */
  readonly steps: SharedSteps;
  readonly manifests: Manifests;
  readonly log: vscode.LogOutputChannel;
}

/** The open corpus articles, kept in step with the editor, the store and the disk. */
export class AnnotatedArticles implements vscode.Disposable {
  readonly #store: SidecarStore;
  readonly #newId: NewId;
  readonly #clock: Clock;
  readonly #steps: SharedSteps;
  readonly #manifests: Manifests;
  readonly #log: vscode.LogOutputChannel;
  readonly #strayFiles = new StrayFiles();
  readonly #articles = new Map<string, OpenArticle>();
  /** Closed articles whose last work may still be on its way to the disk. */
  readonly #closing = new Set<Promise<void>>();
  /** Closed articles whose last work could not be written, by the address of the sidecar. */
  readonly #unsaved = new Map<string, UnsavedWork>();
  readonly #unsavedChanged = new vscode.EventEmitter<void>();
  /** Fires when the work of closed articles could not be written, or now is. */
  readonly onDidChangeUnsaved = this.#unsavedChanged.event;
  /** The files of other annotators of which was said that they did not follow. */
  readonly #notFollowed = new Set<string>();
  readonly #changed = new vscode.EventEmitter<AnnotatedArticle>();
  /** Fires when the annotations of an article, their places or their state have changed. */
  readonly onDidChange = this.#changed.event;
  readonly #wentTo = new vscode.EventEmitter<AnnotatedArticle>();
  /** Fires when a key has led to something in an article: another span may be meant at the same cursor. */
  readonly onDidGoTo = this.#wentTo.event;
  readonly #edited = new vscode.EventEmitter<ArticleEdit>();
  /** Fires when the text of an article was edited, before `onDidChange` fires for it. */
  readonly onDidEdit = this.#edited.event;
  readonly #closed = new vscode.EventEmitter<AnnotatedArticle>();
  /** Fires when a document is closed, or is no article any more. */
  readonly onDidClose = this.#closed.event;
  readonly #subscriptions: vscode.Disposable[];

  constructor({ store, newId, clock, steps, manifests, log }: ArticlesServices) {
    this.#store = store;
    this.#newId = newId;
    this.#clock = clock;
    this.#steps = steps;
    this.#manifests = manifests;
    this.#log = log;
    const articleFiles = vscode.workspace.createFileSystemWatcher('**/*.txt', false, true, true);
    this.#subscriptions = [
      this.#watch(`**/*${SIDECAR_SUFFIX}`),
      articleFiles,
      articleFiles.onDidCreate((uri) => this.#rebind((article) => article.document.uri.toString() === uri.toString())),
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

  /** The article with an address, if it is open, once its annotations have been read. */
  async open(articleUri: string): Promise<AnnotatedArticle | undefined> {
    const entry = this.#articles.get(articleUri);
    await entry?.opened;
    return entry?.article;
  }

  /** The article of a document once its annotations have been read. */
  ready(document: vscode.TextDocument): Promise<AnnotatedArticle | undefined> {
    return this.open(document.uri.toString());
  }

  #open(document: vscode.TextDocument): void {
    if (document.languageId !== ARTICLE_LANGUAGE || document.uri.scheme === 'git') return;
    const key = document.uri.toString();
    if (this.#articles.has(key)) return;
    const article: AnnotatedArticle = new AnnotatedArticle(document, {
      annotator: annotator(),
      store: this.#store,
      newId: this.#newId,
      clock: this.#clock,
      turns: TURNS,
      steps: this.#steps,
      placed: () => this.#tell(article),
      wentTo: () => this.#wentTo.fire(article),
      notFollowed: (refused) => this.#sayNotFollowed(refused),
      schema: () => this.#manifests.known(document.uri)?.manifest ?? DEFAULT_SCHEMA,
    });
    const opened = this.#manifests
      .corpusOf(document.uri)
      .then(() => article.open())
      .then(() => this.#tell(article));
    this.#articles.set(key, { article, opened, watcher: this.#watchBeside(document.uri) });
    // What an earlier closing left in memory belongs to the open article again.
    if (this.#unsaved.delete(article.sidecar.toString())) this.#unsavedChanged.fire();
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
    const closing = this.#store
      .close(key)
      .catch((error: unknown) => this.#keepUnsaved(open.article, error))
      .finally(() => this.#closing.delete(closing));
    this.#closing.add(closing);
    this.#settle(closing);
  }

  /** The work of closed articles that is only in memory. */
  unsaved(): UnsavedWork[] {
    return [...this.#unsaved.values()];
  }

  /** Tries again to write the work of closed articles. */
  async retryUnsaved(): Promise<void> {
    await this.#store.saveAll();
    this.#checkUnsaved();
  }

  #keepUnsaved({ document, sidecar }: AnnotatedArticle, error: unknown): void {
    const message = error instanceof Error ? error.message : String(error);
    this.noteUnsaved({ article: document.uri, sidecar, message });
  }

  /** Notes work on a sidecar that is only in memory; an open article tells that itself. */
  noteUnsaved(work: UnsavedWork): void {
    this.#log.error(work.message);
    const sidecar = work.sidecar.toString();
    if (this.#articles.get(work.article.toString())?.article.sidecar.toString() === sidecar) return;
    this.#unsaved.set(sidecar, work);
    this.#unsavedChanged.fire();
  }

  /** Forgets what has been written meanwhile. */
  #checkUnsaved(): void {
    if (this.#unsaved.size === 0) return;
    const left = new Map(this.#store.unsaved().map(({ sidecarUri, message }) => [sidecarUri, message]));
    for (const [sidecarUri, work] of this.#unsaved) {
      const message = left.get(sidecarUri);
      if (message === undefined) this.#unsaved.delete(sidecarUri);
      else this.#unsaved.set(sidecarUri, { ...work, message });
    }
    this.#unsavedChanged.fire();
  }

  /** Says once for each file of another annotator that it did not follow a saved edit, and what that means. */
  #sayNotFollowed(refused: readonly { readonly sidecarUri: string; readonly message: string }[]): void {
    for (const { sidecarUri, message } of refused) {
      this.#log.warn(`${sidecarUri} did not follow its article: ${message}`);
      if (this.#notFollowed.has(sidecarUri)) continue;
      this.#notFollowed.add(sidecarUri);
      const file = vscode.workspace.asRelativePath(vscode.Uri.parse(sidecarUri, true));
      void vscode.window.showWarningMessage(
        vscode.l10n.t(
          'The annotations in {0} did not follow the saved article: {1} They are found by their context later.',
          file,
          message,
        ),
      );
    }
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
    for (const { sidecarUri, message } of await this.#store.saveAll()) this.#log.error(`${sidecarUri}: ${message}`);
  }

  /** Takes notice of sidecars that others change. */
  #watch(pattern: vscode.GlobPattern): vscode.Disposable {
    const watcher = vscode.workspace.createFileSystemWatcher(pattern);
    const reread = (uri: vscode.Uri): void => {
      this.#settle(this.#store.fileChanged(uri.toString()));
      this.#rebind((article) => article.sidecar.toString() === uri.toString());
    };
    watcher.onDidChange(reread);
    watcher.onDidCreate(reread);
    watcher.onDidDelete(reread);
    return watcher;
  }

  /** Articles that have come back have their own sidecar again. */
  #rebind(isMeant: (article: AnnotatedArticle) => boolean): void {
    for (const article of this.all().filter(isMeant))
      this.#settle(article.rebind().then((isOther) => (isOther ? this.#tell(article) : undefined)));
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
    this.#edited.fire({ article, changes: article.edited(event) });
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
    this.#checkUnsaved();
    const article = this.#articles.get(key)?.article;
    if (article === undefined) return;
    article.refresh();
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
    this.#edited.dispose();
    this.#wentTo.dispose();
    this.#closed.dispose();
    this.#unsavedChanged.dispose();
  }
}

const TURNS: Turns = { now: () => performance.now(), next: () => new Promise((resolve) => setImmediate(resolve)) };

/** The name in the setting, or undefined for the sidecar without a name. */
export function annotator(): string | undefined {
  const name = vscode.workspace.getConfiguration('corpusAnnotator').get<string>('annotator', '');
  return isAnnotatorName(name) ? name : undefined;
}
