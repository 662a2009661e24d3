import * as vscode from 'vscode';
import type { AnnotatedArticles } from '../annotations/annotatedArticles';

/** Remembers, over all windows and sessions, that the first steps were offered or taken. */
const IS_KNOWN = 'corpusAnnotator.firstStepsKnown';

/** Offers the first steps once: when the first corpus article is opened. */
export class FirstStepsOffer implements vscode.Disposable {
  readonly #memory: vscode.Memento;
  readonly #subscription: vscode.Disposable;

  constructor(articles: AnnotatedArticles, memory: vscode.Memento) {
    this.#memory = memory;
    this.#subscription = articles.onDidChange(() => void this.#offer());
  }

  /** They were found without an offer. */
  async forget(): Promise<void> {
    this.#subscription.dispose();
    await this.#memory.update(IS_KNOWN, true);
  }

  async #offer(): Promise<void> {
    this.#subscription.dispose();
    if (this.#memory.get<boolean>(IS_KNOWN) === true) return;
    await this.#memory.update(IS_KNOWN, true);
    const [start, keys] = [vscode.l10n.t('Get Started'), vscode.l10n.t('List All Keys')];
    const answer = await vscode.window.showInformationMessage(
      vscode.l10n.t('Corpus articles open in annotate mode: the text is read-only, and single keys annotate.'),
      start,
      keys,
    );
    if (answer === start) await vscode.commands.executeCommand('corpusAnnotator.getStarted');
    if (answer === keys) await vscode.commands.executeCommand('corpusAnnotator.showKeys');
  }

  dispose(): void {
    this.#subscription.dispose();
  }
}
