import * as vscode from 'vscode';
import { SidecarVersion } from '../../../core/annotation/sidecar/version';
import type { AnnotatedArticle } from '../annotations/annotatedArticle';
import type { AnnotatedArticles } from '../annotations/annotatedArticles';
import { toDiagnostics } from './diagnostics';

/**
 * Shows in the sidecar of each open article what is wrong, at the place, also while the file is not open: errors that keep
 * it from being read, and warnings of a file that can be.
 */
export class SidecarDiagnostics implements vscode.Disposable {
  readonly #diagnostics = vscode.languages.createDiagnosticCollection('corpus-annotator.sidecar');
  readonly #subscriptions: vscode.Disposable[];
  /** The version that was looked at last: an article changes with every key, its sidecar seldom. */
  readonly #shown = new WeakMap<AnnotatedArticle, unknown>();
  readonly #pending = new Map<AnnotatedArticle, NodeJS.Timeout>();

  constructor(articles: AnnotatedArticles) {
    this.#subscriptions = [
      articles.onDidChange((article) => this.#showSoon(article)),
      articles.onDidClose((article) => {
        clearTimeout(this.#pending.get(article));
        this.#pending.delete(article);
        this.#shown.delete(article);
        this.#diagnostics.delete(article.sidecar);
      }),
    ];
  }

  /** Own writes come in bursts, and the file is read whole. Errors are shown at once. */
  #showSoon(article: AnnotatedArticle): void {
    const { version } = article;
    if (article.problems.length === 0) this.#forgetErrors(article);
    if (version === undefined || this.#shown.get(article) === version) return;
    this.#shown.set(article, version);
    clearTimeout(this.#pending.get(article));
    const show = (): void => {
      this.#pending.delete(article);
      void this.#show(article, version);
    };
    this.#pending.set(article, setTimeout(show, article.problems.length > 0 ? 0 : DELAY));
  }

  /** Errors are gone with what was wrong, also while the repaired file is still being written. */
  #forgetErrors(article: AnnotatedArticle): void {
    const shown = this.#diagnostics.get(article.sidecar) ?? [];
    if (!shown.some(({ severity }) => severity === ERROR)) return;
    this.#diagnostics.delete(article.sidecar);
    this.#shown.delete(article);
  }

  async #show(article: AnnotatedArticle, version: unknown): Promise<void> {
    const { sidecar } = article;
    try {
      const bytes = await vscode.workspace.fs.readFile(sidecar);
      // Repaired, broken elsewhere or closed while it was read.
      if (this.#shown.get(article) !== version) return;
      const raw = new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes);
      const problems = article.problems.length > 0 ? article.problems : SidecarVersion.read(bytes).problems;
      this.#diagnostics.set(sidecar, toDiagnostics(raw, problems));
    } catch {
      // The file is gone; the watcher tells, and the problems with it.
      this.#diagnostics.delete(sidecar);
    }
  }

  dispose(): void {
    this.#pending.forEach((timer) => clearTimeout(timer));
    this.#subscriptions.forEach((subscription) => void subscription.dispose());
    this.#diagnostics.dispose();
  }
}

const ERROR = vscode.DiagnosticSeverity.Error;

/** How long a sidecar must be left alone before its warnings are looked for, in milliseconds. */
const DELAY = 1500;
