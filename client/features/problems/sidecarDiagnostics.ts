import * as vscode from 'vscode';
import type { AnnotatedArticle } from '../annotations/annotatedArticle';
import type { AnnotatedArticles } from '../annotations/annotatedArticles';
import { toDiagnostics } from './diagnostics';

/** Shows in each broken sidecar what is wrong, at the place, also while the file is not open. */
export class SidecarDiagnostics implements vscode.Disposable {
  readonly #diagnostics = vscode.languages.createDiagnosticCollection('corpus-annotator.sidecar');
  readonly #subscription: vscode.Disposable;

  constructor(articles: AnnotatedArticles) {
    this.#subscription = articles.onDidChange((article) => void this.#show(article));
  }

  async #show({ sidecar, problems }: AnnotatedArticle): Promise<void> {
    if (problems.length === 0) {
      this.#diagnostics.delete(sidecar);
      return;
    }
    try {
      const raw = new TextDecoder('utf-8', { ignoreBOM: true }).decode(await vscode.workspace.fs.readFile(sidecar));
      this.#diagnostics.set(sidecar, toDiagnostics(raw, problems));
    } catch {
      // The file is gone; the watcher tells, and the problems with it.
      this.#diagnostics.delete(sidecar);
    }
  }

  dispose(): void {
    this.#subscription.dispose();
    this.#diagnostics.dispose();
  }
}
