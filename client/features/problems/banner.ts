import * as vscode from 'vscode';
import { ARTICLE_LANGUAGE } from '../../../core/protocol';
import type { AnnotatedArticles } from '../annotations/annotatedArticles';

/**
 * A line above an article whose annotations cannot be changed now: it says why and leads to the remedy.
 * It stays until the cause is gone; a message would be closed and forgotten.
 */
export class Banner implements vscode.CodeLensProvider, vscode.Disposable {
  readonly #articles: AnnotatedArticles;
  readonly #changed = new vscode.EventEmitter<void>();
  readonly onDidChangeCodeLenses = this.#changed.event;
  readonly #subscriptions: vscode.Disposable[];

  constructor(articles: AnnotatedArticles) {
    this.#articles = articles;
    this.#subscriptions = [
      articles.onDidChange(() => this.#changed.fire()),
      vscode.languages.registerCodeLensProvider({ language: ARTICLE_LANGUAGE }, this),
    ];
  }

  provideCodeLenses(document: vscode.TextDocument): vscode.CodeLens[] {
    const article = this.#articles.get(document);
    if (article?.refusal === undefined) return [];
    const remedy = article.inConflict ? 'resolveConflict' : 'openSidecar';
    const line = new vscode.Range(0, 0, 0, 0);
    const title = `$(warning) ${article.refusal}`;
    const reason = {
      title,
      command: `corpusAnnotator.${remedy}`,
      arguments: article.inConflict ? [article.sidecar] : [],
    };
    const retry = { title: vscode.l10n.t('Retry'), command: 'corpusAnnotator.retry' };
    return [new vscode.CodeLens(line, reason), ...(article.inConflict ? [] : [new vscode.CodeLens(line, retry)])];
  }

  dispose(): void {
    this.#subscriptions.forEach((subscription) => void subscription.dispose());
    this.#changed.dispose();
  }
}
