import * as vscode from 'vscode';
import type { AnnotatedArticles } from '../annotations/annotatedArticles';

/** The contexts that tick off steps of the walkthrough; true for a moment only. */
const ARTICLE_OPENED = 'corpusAnnotator.articleOpened';
const ANNOTATION_MADE = 'corpusAnnotator.annotationMade';

/**
 * Ticks off the steps of the walkthrough that are done. The editor looks at a walkthrough when its page is first opened, and what
 * is true by then never ticks a step: so what is done is told for a moment, again and again while such a page is open.
 */
export class StepTicks implements vscode.Disposable {
  readonly #articles: AnnotatedArticles;
  readonly #subscriptions: readonly vscode.Disposable[];
  #work: Promise<void> = Promise.resolve();

  constructor(articles: AnnotatedArticles) {
    this.#articles = articles;
    const tell = (): void => this.tell();
    this.#subscriptions = [articles.onDidChange(tell), vscode.window.tabGroups.onDidChangeTabs(tell)];
  }

  tell(): void {
    if (isPageOpen()) this.#work = this.#work.then(() => this.#tellOnce());
  }

  async #tellOnce(): Promise<void> {
    const articles = this.#articles.all();
    if (articles.length > 0) await flash(ARTICLE_OPENED);
    if (articles.some(({ count }) => count > 0)) await flash(ANNOTATION_MADE);
  }

  dispose(): void {
    this.#subscriptions.forEach((subscription) => void subscription.dispose());
  }
}

/** Whether a page is open that may be the walkthrough: the editor tells extensions no more of it than that it is no text. */
const isPageOpen = (): boolean =>
  vscode.window.tabGroups.all.some(({ tabs }) => tabs.some(({ input }) => input === undefined));

async function flash(key: string): Promise<void> {
  await vscode.commands.executeCommand('setContext', key, true);
  await vscode.commands.executeCommand('setContext', key, false);
}
