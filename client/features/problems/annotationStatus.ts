import * as vscode from 'vscode';
import { ARTICLE_LANGUAGE } from '../../../core/protocol';
import type { AnnotatedArticle } from '../annotations/annotatedArticle';
import type { AnnotatedArticles } from '../annotations/annotatedArticles';

/** The language status of the active article's annotations: how many, whether they are on disk, or what is wrong. */
export class AnnotationStatus implements vscode.Disposable {
  readonly #articles: AnnotatedArticles;
  readonly #item = vscode.languages.createLanguageStatusItem('corpusAnnotator.annotations', {
    language: ARTICLE_LANGUAGE,
  });
  readonly #reported = new WeakSet<AnnotatedArticle>();
  readonly #subscriptions: vscode.Disposable[];

  constructor(articles: AnnotatedArticles) {
    this.#articles = articles;
    this.#item.name = vscode.l10n.t('Annotations');
    this.#subscriptions = [
      articles.onDidChange((article) => {
        this.#show();
        this.#reportFailure(article);
      }),
      vscode.window.onDidChangeActiveTextEditor(() => this.#show()),
    ];
    this.#show();
  }

  #show(): void {
    const document = vscode.window.activeTextEditor?.document;
    const article = document && this.#articles.get(document);
    if (article === undefined) return;
    const { count, review, saved, failure, refusal, isSearching } = article;
    const toReview = review.filter(({ state }) => state !== 'moved').length;
    this.#item.busy = isSearching || (!saved && failure === undefined && refusal === undefined);
    this.#item.text = vscode.l10n.t('Annotations: {0}', count);
    const writing = failure === undefined ? vscode.l10n.t('saving…') : vscode.l10n.t('not saved');
    this.#item.detail = refusal ?? (saved ? placement(toReview) : writing);
    const isFine = refusal === undefined && failure === undefined && toReview === 0;
    this.#item.severity = isFine ? vscode.LanguageStatusSeverity.Information : vscode.LanguageStatusSeverity.Warning;
    this.#item.command = remedyOf(article, toReview);
  }

  /** Says once that a write failed, and offers to try again; the work is safe in memory until then. */
  #reportFailure(article: AnnotatedArticle): void {
    const { failure } = article;
    if (failure === undefined) this.#reported.delete(article);
    if (failure === undefined || this.#reported.has(article)) return;
    this.#reported.add(article);
    const retry = vscode.l10n.t('Retry');
    void vscode.window.showErrorMessage(failure, retry).then((answer) => {
      if (answer === retry) void article.retry();
    });
  }

  dispose(): void {
    this.#subscriptions.forEach((subscription) => void subscription.dispose());
    this.#item.dispose();
  }
}

function remedyOf({ refusal, inConflict, sidecar }: AnnotatedArticle, toReview: number): vscode.Command {
  if (inConflict) {
    const title = vscode.l10n.t('Resolve Annotation Conflicts');
    return { command: 'corpusAnnotator.resolveConflict', title, arguments: [sidecar] };
  }
  return refusal === undefined && toReview > 0
    ? { command: 'corpusAnnotator.nextReview', title: vscode.l10n.t('Review') }
    : { command: 'corpusAnnotator.openSidecar', title: vscode.l10n.t('Open Annotation File') };
}

function placement(toReview: number): string {
  return toReview === 0 ? vscode.l10n.t('saved') : vscode.l10n.t('saved; {0} to review', toReview);
}
