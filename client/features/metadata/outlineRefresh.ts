import * as vscode from 'vscode';
import { TABLE_NAME } from '../../../core/metadata/table';
import { ARTICLE_LANGUAGE } from '../../../core/protocol';
import { sameData } from '../../../core/yaml/json';
import type { AnnotatedArticle } from '../annotations/annotatedArticle';
import type { AnnotatedArticles } from '../annotations/annotatedArticles';

/** How long after a change the outline is asked for, in milliseconds: by then the server knows of it. */
const PAUSE = 300;

/**
 * Has the editor ask for the outline again when the metadata in it have changed. It asks only when a text changes or there
 * are other providers, so one that provides nothing comes and goes.
 */
export class OutlineRefresh implements vscode.Disposable {
  readonly #told = new WeakMap<AnnotatedArticle, unknown>();
  readonly #subscriptions: vscode.Disposable[];
  #provider: vscode.Disposable | undefined;
  #timer: NodeJS.Timeout | undefined;

  constructor(articles: AnnotatedArticles) {
    const table = vscode.workspace.createFileSystemWatcher(`**/${TABLE_NAME}`);
    const refresh = (): void => this.#refreshSoon();
    this.#subscriptions = [
      table,
      table.onDidChange(refresh),
      table.onDidCreate(refresh),
      table.onDidDelete(refresh),
      articles.onDidChange((article) => this.#follow(article)),
    ];
  }

  #follow(article: AnnotatedArticle): void {
    const { set } = article;
    if (set === undefined) return;
    const tags = { document: set.document, articles: set.articles?.map(({ exact, tags }) => ({ exact, tags })) ?? [] };
    const isNew = !this.#told.has(article);
    const isSame = sameData(this.#told.get(article), tags);
    this.#told.set(article, tags);
    const saysNothing = Object.keys(tags.document).length === 0 && tags.articles.length === 0;
    if (!isSame && !(isNew && saysNothing)) this.#refreshSoon();
  }

  #refreshSoon(): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#refresh(), PAUSE);
  }

  #refresh(): void {
    if (this.#provider !== undefined) {
      this.#provider.dispose();
      this.#provider = undefined;
      return;
    }
    const nothing = { provideDocumentSymbols: () => undefined };
    this.#provider = vscode.languages.registerDocumentSymbolProvider({ language: ARTICLE_LANGUAGE }, nothing);
  }

  dispose(): void {
    clearTimeout(this.#timer);
    this.#provider?.dispose();
    this.#subscriptions.forEach((subscription) => void subscription.dispose());
  }
}
