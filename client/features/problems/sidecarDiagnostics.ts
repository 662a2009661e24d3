import * as vscode from 'vscode';
import type { Problem } from '../../../core/problem';
import type { AnnotatedArticle } from '../annotations/annotatedArticle';
import type { AnnotatedArticles } from '../annotations/annotatedArticles';
import { toDiagnostics } from './diagnostics';

/** Shows in each broken sidecar what is wrong, at the place, also while the file is not open. */
export class SidecarDiagnostics implements vscode.Disposable {
  readonly #diagnostics = vscode.languages.createDiagnosticCollection('corpus-annotator.sidecar');
  readonly #subscriptions: vscode.Disposable[];
  /** What was shown last: an article changes with every key, its problems seldom. */
  readonly #shown = new WeakMap<AnnotatedArticle, readonly Problem[]>();

  constructor(articles: AnnotatedArticles) {
    this.#subscriptions = [
      articles.onDidChange((article) => void this.#show(article)),
      articles.onDidClose((article) => {
        this.#shown.delete(article);
        this.#diagnostics.delete(article.sidecar);
      }),
    ];
  }

  async #show(article: AnnotatedArticle): Promise<void> {
    const { sidecar, problems } = article;
    if (this.#shown.get(article) === problems) return;
    this.#shown.set(article, problems);
    if (problems.length === 0) {
      this.#diagnostics.delete(sidecar);
      return;
    }
    try {
      const raw = new TextDecoder('utf-8', { ignoreBOM: true }).decode(await vscode.workspace.fs.readFile(sidecar));
      // Repaired, broken elsewhere or closed while it was read.
      if (this.#shown.get(article) !== problems) return;
      this.#diagnostics.set(sidecar, toDiagnostics(raw, problems));
    } catch {
      // The file is gone; the watcher tells, and the problems with it.
      this.#diagnostics.delete(sidecar);
    }
  }

  dispose(): void {
    this.#subscriptions.forEach((subscription) => void subscription.dispose());
    this.#diagnostics.dispose();
  }
}
