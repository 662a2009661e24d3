import * as vscode from 'vscode';
import type { Queue, QueuedArticle, QueuedParams, QueuedSuggestion } from '../../../core/protocol';
import type { LanguageServer } from '../../languageServer';
import type { AnnotatedArticles } from '../annotations/annotatedArticles';
import type { Manifests } from '../corpusLanguage/manifests';

/** After typing and other changes the queue is asked for again when so many milliseconds have passed without another. */
const PAUSE = 500;

/** Groups of equal words that are shown. */
const MOST_GROUPS = 500;

const NOTHING: Queue = { articles: [], isRead: false, groups: [] };

/** How far the corpus is decided. */
export interface QueueProgress {
  readonly decided: number;
  readonly total: number;
  /** Articles that have been read, and all of them. */
  readonly read: number;
  readonly articles: number;
}

/**
 * What the server knows of the queue of suggestions. It is asked only while somebody looks, a moment after something has
 * changed, and then until it has read the whole corpus.
 */
export class QueueModel implements vscode.Disposable {
  readonly #server: LanguageServer;
  readonly #changed = new vscode.EventEmitter<void>();
  readonly onDidChange = this.#changed.event;
  readonly #subscriptions: vscode.Disposable[];
  #queue = NOTHING;
  #isWatched = false;
  #isStale = true;
  #rereads = true;
  #request: vscode.CancellationTokenSource | undefined;
  #timer: NodeJS.Timeout | undefined;
  /** Suggestions that were decided and may still be in what the server says, by their keys; whether that is written yet. */
  readonly #decided = new Map<string, 'deciding' | 'written'>();

  constructor(server: LanguageServer, articles: AnnotatedArticles, manifests: Manifests) {
    this.#server = server;
    const soon = (): void => this.renewIn(PAUSE);
    const watcher = vscode.workspace.createFileSystemWatcher('**/*.ann.yaml');
    this.#subscriptions = [
      articles.onDidChange(soon),
      articles.onDidClose(soon),
      manifests.onDidChange(soon),
      server.onDidStart(() => this.renewIn(0)),
      watcher,
      watcher.onDidChange(soon),
      watcher.onDidCreate(soon),
      watcher.onDidDelete(soon),
    ];
  }

  get queue(): Queue {
    return this.#queue;
  }

  /** The articles with something to decide. */
  get openArticles(): readonly QueuedArticle[] {
    return this.#queue.articles.filter(({ total = 0, decided = 0 }) => decided < total);
  }

  get progress(): QueueProgress {
    const { articles } = this.#queue;
    const sum = (count: (article: QueuedArticle) => number): number =>
      articles.reduce((all, article) => all + count(article), 0);
    return {
      decided: sum(({ decided = 0 }) => decided),
      total: sum(({ total = 0 }) => total),
      read: sum(({ total }) => Number(total !== undefined)),
      articles: articles.length,
    };
  }

  /** Suggestions of the queue that are still to be decided. */
  async suggestions(params: QueuedParams): Promise<readonly QueuedSuggestion[]> {
    const found = (await this.#server.queued(params)) ?? [];
    return found.filter((suggestion) => !this.#decided.has(keyOf(suggestion)));
  }

  /** Whether somebody looks. */
  watch(isWatched: boolean): void {
    this.#isWatched = isWatched;
    if (isWatched && this.#isStale) this.renewIn(0);
    if (!isWatched) this.#request?.cancel();
  }

  /** Looks at all files again. */
  reread(): void {
    this.#rereads = true;
    this.renewIn(0);
  }

  /** Hides suggestions while they are being decided, before the server knows; `decide` answers whether they were. */
  async deciding(suggestions: readonly QueuedSuggestion[], decide: () => Promise<boolean>): Promise<boolean> {
    const keys = suggestions.map(keyOf);
    for (const key of keys) this.#decided.set(key, 'deciding');
    this.#changed.fire();
    const isDecided = await decide();
    for (const key of keys) {
      if (isDecided) this.#decided.set(key, 'written');
      else this.#decided.delete(key);
    }
    this.renewIn(0);
    return isDecided;
  }

  /** Asks again in so many milliseconds, if somebody looks; else when somebody does. */
  renewIn(pause: number): void {
    this.#isStale = true;
    if (!this.#isWatched) return;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.#renew(), pause);
  }

  /** The state of the queue with one article read for sure; undefined while the server is down. */
  async with(first: string): Promise<Queue | undefined> {
    const queue = await this.#server.queue({ first });
    if (queue !== undefined) this.#take({ ...queue, groups: this.#queue.groups });
    return queue;
  }

  async #renew(): Promise<void> {
    this.#request?.cancel();
    const request = new vscode.CancellationTokenSource();
    this.#request = request;
    this.#isStale = false;
    const known = [...this.#decided].filter(([, state]) => state === 'written').map(([key]) => key);
    const first = vscode.window.activeTextEditor?.document.uri.toString();
    for (let isRead: Queue['isRead'] = false; isRead === false;) {
      const rereads = this.#rereads;
      const params = { rereads, mostGroups: MOST_GROUPS, ...(first !== undefined && { first }) };
      const queue = await this.#server.queue(params, request.token);
      if (request.token.isCancellationRequested || queue === undefined) {
        if (this.#request === request) this.#isStale = true;
        return;
      }
      if (rereads) this.#rereads = false;
      isRead = queue.isRead;
      for (const key of known) this.#decided.delete(key);
      this.#take(queue);
    }
  }

  #take(queue: Queue): void {
    this.#queue = queue;
    this.#changed.fire();
  }

  dispose(): void {
    clearTimeout(this.#timer);
    this.#request?.cancel();
    this.#subscriptions.forEach((subscription) => void subscription.dispose());
    this.#changed.dispose();
  }
}

/** Names a suggestion among all of the corpus. */
export const keyOf = ({ uri, start, end, label }: QueuedSuggestion): string => `${start} ${end} ${label} ${uri}`;
