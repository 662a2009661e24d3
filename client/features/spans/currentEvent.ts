import * as vscode from 'vscode';
import type { EventRecord } from '../../../core/annotation/annotation';
import { missingRoles } from '../../../core/annotation/events';
import type { AnnotatedArticle } from '../annotations/annotatedArticle';
import type { AnnotatedArticles } from '../annotations/annotatedArticles';
import { eventText, listSeparator, nameIn } from './words';

/** The event of each article that participants are added to, shown in the status bar with what it lacks. */
export class CurrentEvent implements vscode.Disposable {
  readonly #articles: AnnotatedArticles;
  readonly #ids = new WeakMap<AnnotatedArticle, string>();
  readonly #status = vscode.window.createStatusBarItem('corpusAnnotator.event', vscode.StatusBarAlignment.Left);
  readonly #subscriptions: vscode.Disposable[];

  constructor(articles: AnnotatedArticles) {
    this.#articles = articles;
    this.#status.name = vscode.l10n.t('Current event');
    this.#status.command = 'corpusAnnotator.continueEvent';
    this.#subscriptions = [
      articles.onDidChange(() => this.#show()),
      vscode.window.onDidChangeActiveTextEditor(() => this.#show()),
    ];
  }

  set(article: AnnotatedArticle, id: string): void {
    this.#ids.set(article, id);
    this.#show();
  }

  /** The id of the current event of an article; undefined where there is none any more. */
  idIn(article: AnnotatedArticle): string | undefined {
    return this.#eventIn(article)?.id;
  }

  #eventIn(article: AnnotatedArticle): EventRecord | undefined {
    const id = this.#ids.get(article);
    return id === undefined ? undefined : article.set?.events?.find((event) => event.id === id);
  }

  #show(): void {
    const editor = vscode.window.activeTextEditor;
    const article = editor && this.#articles.get(editor.document);
    const event = article && this.#eventIn(article);
    if (article === undefined || event === undefined) {
      this.#status.hide();
      return;
    }
    const missing = missingRoles(article.schema, event).map(({ names }) => nameIn(names));
    const lacks = missing.length === 0 ? '' : ` (${vscode.l10n.t('missing: {0}', missing.join(listSeparator()))})`;
    const text = `${eventText(article, event)}${lacks}`;
    this.#status.text = `$(symbol-event) ${text}`;
    this.#status.tooltip = vscode.l10n.t('“Add to Event…” adds to this event. Click to choose another.');
    this.#status.accessibilityInformation = { label: vscode.l10n.t('Current event: {0}', text) };
    this.#status.show();
  }

  dispose(): void {
    this.#subscriptions.forEach((subscription) => void subscription.dispose());
    this.#status.dispose();
  }
}
