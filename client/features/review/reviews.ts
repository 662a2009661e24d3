import * as vscode from 'vscode';
import type { ReviewItem } from '../../../core/annotation/review';
import { reviewTree, type ArticleReview, type GroupNode } from '../../../core/annotation/reviewTree';
import type { AnnotatedArticle } from '../annotations/annotatedArticle';
import type { AnnotatedArticles, UnsavedWork } from '../annotations/annotatedArticles';

/** An annotation to review, as commands get it from the tree, from a quick fix or from a key binding. */
export interface ReviewTarget {
  readonly uri: string;
  readonly id: string;
}

/** What there is to review in all open articles, and in closed ones whose work is not saved. */
export class Reviews implements vscode.Disposable {
  readonly #articles: AnnotatedArticles;
  readonly #changed = new vscode.EventEmitter<void>();
  /** Fires a moment after something has changed: articles change with every key. */
  readonly onDidChange = this.#changed.event;
  readonly #subscriptions: vscode.Disposable[];
  #pending: NodeJS.Timeout | undefined;

  constructor(articles: AnnotatedArticles) {
    this.#articles = articles;
    const changed = (): void => this.#changeSoon();
    this.#subscriptions = [
      articles.onDidChange(changed),
      articles.onDidClose(changed),
      articles.onDidChangeUnsaved(changed),
    ];
  }

  groups(): GroupNode[] {
    const open = this.#articles.all().map(reviewOf);
    return reviewTree([...open, ...this.#articles.unsaved().map(reviewOfClosed)]);
  }

  /** The open articles, those first that come first by name. */
  articles(): AnnotatedArticle[] {
    const name = ({ document }: AnnotatedArticle): string => nameOf(document.uri);
    return this.#articles.all().sort((a, b) => (name(a) < name(b) ? -1 : 1));
  }

  article(uri: string): AnnotatedArticle | undefined {
    return this.#articles.all().find(({ document }) => document.uri.toString() === uri);
  }

  item({ uri, id }: ReviewTarget): ReviewItem | undefined {
    return this.article(uri)?.review.find(({ annotation }) => annotation.id === id);
  }

  #changeSoon(): void {
    this.#pending ??= setTimeout(() => {
      this.#pending = undefined;
      this.#changed.fire();
    }, DELAY);
  }

  dispose(): void {
    clearTimeout(this.#pending);
    this.#subscriptions.forEach((subscription) => void subscription.dispose());
    this.#changed.dispose();
  }
}

/** How long changes are collected, in milliseconds. */
const DELAY = 100;

/** How people call an article. */
export function nameOf(uri: vscode.Uri): string {
  return vscode.workspace.asRelativePath(uri);
}

function reviewOf({ document, review, trouble, failure }: AnnotatedArticle): ArticleReview {
  return {
    uri: document.uri.toString(),
    name: nameOf(document.uri),
    items: review,
    ...(trouble !== undefined && !document.isUntitled && { unreadable: trouble }),
    ...(failure !== undefined && { unsaved: failure }),
  };
}

function reviewOfClosed({ article, message }: UnsavedWork): ArticleReview {
  return { uri: article.toString(), name: nameOf(article), items: [], unsaved: message };
}
