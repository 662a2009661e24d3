import * as vscode from 'vscode';
import { trackSpan } from '../../../core/annotation/tracking';
import type { Suggestion } from '../../../core/protocol';
import { range, utf16 } from '../../../core/text/units';
import type { LanguageServer } from '../../languageServer';
import type { AnnotatedArticle } from '../annotations/annotatedArticle';
import type { AnnotatedArticles, ArticleEdit } from '../annotations/annotatedArticles';

/** How long after an edit the server is asked, in milliseconds: as long as the editor waits with colours of tokens. */
const PAUSE = 300;

/**
 * The suggestions of articles, kept here, so that neither a key nor a scroll waits for the server: it is asked once for each
 * text, edits move what it said, and what is open of it is found at once.
 */
export class KnownSuggestions implements vscode.Disposable {
  readonly #server: LanguageServer;
  /** The versions of the documents that the server has read. */
  readonly #read = new WeakMap<AnnotatedArticle, number>();
  readonly #asked = new WeakMap<AnnotatedArticle, { readonly version: number; readonly done: Promise<void> }>();
  readonly #timers = new Map<AnnotatedArticle, NodeJS.Timeout>();
  readonly #changed = new vscode.EventEmitter<AnnotatedArticle>();
  /** Fires when the server has said what is suggested in an article. */
  readonly onDidChange = this.#changed.event;
  readonly #subscriptions: vscode.Disposable[];

  constructor(articles: AnnotatedArticles, server: LanguageServer) {
    this.#server = server;
    this.#subscriptions = [
      articles.onDidEdit((edit) => this.#follow(edit)),
      articles.onDidClose((article) => this.#forget(article)),
    ];
  }

  /** What is open in an article, asking the server where its text is not known; undefined where there is no answer. */
  async ready(article: AnnotatedArticle): Promise<readonly Suggestion[] | undefined> {
    const isKnown = (): boolean => this.#read.get(article) === article.document.version;
    if (!isKnown()) await this.renew(article);
    return isKnown() ? article.undecided : undefined;
  }

  /** Asks the server in a while, unless it has read this text. */
  want(article: AnnotatedArticle): void {
    clearTimeout(this.#timers.get(article));
    const ask = (): void => {
      this.#timers.delete(article);
      void this.ready(article);
    };
    this.#timers.set(article, setTimeout(ask, PAUSE));
  }

  /** Asks the server again: it may have been started anew, or names of an authority file have come or gone. */
  async renew(article: AnnotatedArticle): Promise<void> {
    const { version } = article.document;
    const asked = this.#asked.get(article);
    if (asked?.version === version) return asked.done;
    const done = this.#ask(article, version).finally(() => this.#asked.delete(article));
    this.#asked.set(article, { version, done });
    return done;
  }

  async #ask(article: AnnotatedArticle, version: number): Promise<void> {
    const uri = this.#server.uriOf(article.document);
    const all = await this.#server.suggestions({ uri, version, isDecidedToo: true });
    // While the server is down or the text goes on to change, what is known stays.
    if (all === undefined || article.document.version !== version) return;
    article.recognised = all;
    this.#read.set(article, version);
    this.#changed.fire(article);
  }

  #follow({ article, changes }: ArticleEdit): void {
    if (!this.#read.has(article)) return;
    article.recognised = article.recognised.flatMap((suggestion) => {
      const moved = trackSpan(range(utf16(suggestion.start), utf16(suggestion.end)), changes);
      return moved === undefined ? [] : [{ ...suggestion, ...moved }];
    });
    this.want(article);
  }

  #forget(article: AnnotatedArticle): void {
    clearTimeout(this.#timers.get(article));
    this.#timers.delete(article);
  }

  dispose(): void {
    this.#timers.forEach((timer) => clearTimeout(timer));
    this.#subscriptions.forEach((subscription) => void subscription.dispose());
    this.#changed.dispose();
  }
}
