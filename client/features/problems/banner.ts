import * as vscode from 'vscode';
import { ARTICLE_LANGUAGE } from '../../../core/protocol';
import type { AnnotatedArticles } from '../annotations/annotatedArticles';

/**
 * A line above an article whose annotations cannot be changed now: it says why and opens the annotation file.
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
    const refusal = this.#articles.get(document)?.refusal;
    if (refusal === undefined) return [];
    const command = { title: `$(warning) ${refusal}`, command: 'corpusAnnotator.openSidecar' };
    return [new vscode.CodeLens(new vscode.Range(0, 0, 0, 0), command)];
  }

  dispose(): void {
    this.#subscriptions.forEach((subscription) => void subscription.dispose());
    this.#changed.dispose();
  }
}
