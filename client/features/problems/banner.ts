import * as vscode from 'vscode';
import { ARTICLE_LANGUAGE } from '../../../core/protocol';
import type { AnnotatedArticles } from '../annotations/annotatedArticles';
import { resolveCommand } from '../conflicts/conflictLenses';

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
    // While annotations are being read there is nothing to do about it.
    if (article?.trouble === undefined) return [];
    const title = `$(warning) ${article.trouble}`;
    const resolve = resolveCommand(article.sidecar);
    const commands = article.inConflict
      ? [{ ...resolve, title }, resolve]
      : [
          { title, command: 'corpusAnnotator.openSidecar' },
          { title: vscode.l10n.t('Retry'), command: 'corpusAnnotator.retry' },
        ];
    return commands.map((command) => new vscode.CodeLens(new vscode.Range(0, 0, 0, 0), command));
  }

  dispose(): void {
    this.#subscriptions.forEach((subscription) => void subscription.dispose());
    this.#changed.dispose();
  }
}
