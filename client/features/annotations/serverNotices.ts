import type * as vscode from 'vscode';
import { spliceBetween } from '../../../core/annotation/splice';
import type { AnnotationsChanged } from '../../../core/protocol';
import type { LanguageServer } from '../../languageServer';
import type { AnnotatedArticle } from './annotatedArticle';
import type { AnnotatedArticles } from './annotatedArticles';

/** How long a notice waits, in milliseconds: what a person sees is painted first. */
const AFTER_CHANGE = 30;

/** How long it waits for a person to go on typing, which moves all annotations behind: no longer than colours do. */
const AFTER_EDIT = 200;

/** Tells the server what is annotated in the open articles: of long lists only what has changed, and soon, not at once. */
export class ServerNotices implements vscode.Disposable {
  readonly #articles: AnnotatedArticles;
  readonly #server: LanguageServer;
  readonly #told = new Map<AnnotatedArticle, AnnotationsChanged>();
  readonly #waiting = new Map<AnnotatedArticle, NodeJS.Timeout>();
  readonly #subscriptions: vscode.Disposable[];

  constructor(articles: AnnotatedArticles, server: LanguageServer) {
    this.#articles = articles;
    this.#server = server;
    this.#subscriptions = [
      articles.onDidEdit(({ article }) => {
        this.#cancel(article);
        this.#tellIn(article, AFTER_EDIT);
      }),
      articles.onDidChange((article) => {
        if (!this.#waiting.has(article)) this.#tellIn(article, AFTER_CHANGE);
      }),
      articles.onDidClose((article) => {
        this.#cancel(article);
        this.#told.delete(article);
      }),
      server.onDidStart(() => {
        this.#told.clear();
        this.#articles.all().forEach((article) => this.#tell(article));
      }),
      // What is asked is to be answered with what is annotated now.
      server.onWillAsk(() => this.#waiting.forEach((_, article) => this.#tell(article))),
    ];
  }

  #tellIn(article: AnnotatedArticle, milliseconds: number): void {
    this.#waiting.set(
      article,
      setTimeout(() => this.#tell(article), milliseconds),
    );
  }

  #tell(article: AnnotatedArticle): void {
    this.#cancel(article);
    if (!this.#server.running || this.#articles.get(article.document) !== article) return;
    const view = article.viewFor(this.#server.uriOf(article.document));
    const before = this.#told.get(article);
    this.#told.set(article, view);
    if (before === undefined) this.#server.tellAnnotations(view);
    else if (isOther(before, view)) {
      const { start, count, items } = spliceBetween(before.annotations, view.annotations);
      const splice = { start, count, length: before.annotations.length };
      this.#server.tellAnnotations({ ...view, annotations: items, splice });
    }
  }

  #cancel(article: AnnotatedArticle): void {
    clearTimeout(this.#waiting.get(article));
    this.#waiting.delete(article);
  }

  dispose(): void {
    this.#waiting.forEach((timer) => clearTimeout(timer));
    this.#subscriptions.forEach((subscription) => void subscription.dispose());
  }
}

/** Whether anything differs; that an article was saved changes nothing of what is told. */
function isOther(before: AnnotationsChanged, after: AnnotationsChanged): boolean {
  const keys = new Set([...Object.keys(before), ...Object.keys(after)]) as Set<keyof AnnotationsChanged>;
  return [...keys].some((key) => before[key] !== after[key]);
}
