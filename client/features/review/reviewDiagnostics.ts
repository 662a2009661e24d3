import * as vscode from 'vscode';
import { visibleRange, type ReviewItem } from '../../../core/annotation/review';
import { toRange } from '../../positions';
import type { AnnotatedArticle } from '../annotations/annotatedArticle';
import type { AnnotatedArticles } from '../annotations/annotatedArticles';
import type { Reviews } from './reviews';
import { explainItem } from './words';

/** Shows in each open article which annotations are uncertain, at their place, and which are lost, where they stood. */
export class ReviewDiagnostics implements vscode.Disposable {
  readonly #reviews: Reviews;
  readonly #diagnostics = vscode.languages.createDiagnosticCollection('corpus-annotator.review');
  readonly #subscriptions: vscode.Disposable[];

  constructor(articles: AnnotatedArticles, reviews: Reviews) {
    this.#reviews = reviews;
    this.#subscriptions = [
      reviews.onDidChange(() => this.#show()),
      articles.onDidClose(({ document }) => this.#diagnostics.delete(document.uri)),
    ];
    this.#show();
  }

  #show(): void {
    for (const article of this.#reviews.articles()) this.#diagnostics.set(article.document.uri, diagnosticsOf(article));
  }

  dispose(): void {
    this.#subscriptions.forEach((subscription) => void subscription.dispose());
    this.#diagnostics.dispose();
  }
}

function diagnosticsOf(article: AnnotatedArticle): vscode.Diagnostic[] {
  return article.review.filter(({ state }) => state !== 'moved').map((item) => diagnosticOf(article, item));
}

function diagnosticOf({ text }: AnnotatedArticle, item: ReviewItem): vscode.Diagnostic {
  const severity = vscode.DiagnosticSeverity[item.state === 'orphan' ? 'Warning' : 'Information'];
  const diagnostic = new vscode.Diagnostic(toRange(text, visibleRange(item, text)), explainItem(item), severity);
  diagnostic.source = 'corpus-annotator';
  diagnostic.code = item.state === 'orphan' ? 'place-lost' : 'place-uncertain';
  return diagnostic;
}
