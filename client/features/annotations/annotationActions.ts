import * as vscode from 'vscode';
import { ARTICLE_LANGUAGE, type AnnotationView } from '../../../core/protocol';
import { range, utf16 } from '../../../core/text/units';
import type { LanguageServer } from '../../languageServer';
import type { AnnotatedArticle } from './annotatedArticle';
import type { AnnotatedArticles } from './annotatedArticles';
import { shorten } from './labelPick';
import type { LastLabel } from './lastLabel';
import { selectedIn, targetsOf, type Target } from './targets';

/** Annotating is neither a fix nor a change of the text; below `refactor` it has a place in the menu and with its key. */
const KIND = vscode.CodeActionKind.Refactor.append('annotate');

/**
 * The annotation commands as code actions. Unasked (the light bulb) they are offered for a selection only: nearly every
 * word of an article could be annotated.
 */
export class AnnotationActions implements vscode.CodeActionProvider, vscode.Disposable {
  readonly #articles: AnnotatedArticles;
  readonly #server: LanguageServer;
  readonly #lastLabel: LastLabel;
  readonly #registration: vscode.Disposable;

  constructor(articles: AnnotatedArticles, server: LanguageServer, lastLabel: LastLabel) {
    this.#articles = articles;
    this.#server = server;
    this.#lastLabel = lastLabel;
    this.#registration = vscode.languages.registerCodeActionsProvider({ language: ARTICLE_LANGUAGE }, this, {
      providedCodeActionKinds: [KIND],
    });
  }

  async provideCodeActions(
    document: vscode.TextDocument,
    selection: vscode.Range,
    { triggerKind }: vscode.CodeActionContext,
    token: vscode.CancellationToken,
  ): Promise<vscode.CodeAction[]> {
    const isAsked = triggerKind === vscode.CodeActionTriggerKind.Invoke;
    const article = this.#articles.get(document);
    if (article === undefined || article.refusal !== undefined || (selection.isEmpty && !isAsked)) return [];
    const [target] = await targetsOf([selection], article, this.#server);
    if (token.isCancellationRequested) return [];
    const annotation = article.at(selectedIn(article.text, selection));
    return [
      ...(target === undefined ? [] : this.#annotating(article, target)),
      ...(annotation === undefined ? [] : changing(article, annotation)),
    ];
  }

  #annotating(article: AnnotatedArticle, { range: span, text, suggestion }: Target): vscode.CodeAction[] {
    const words = shorten(text.slice(span));
    const isTaken = (label: string): boolean =>
      article.annotations.some((view) => view.label === label && view.start === span.start && view.end === span.end);
    const suggested = suggestion?.label;
    const last = this.#lastLabel.id;
    const isKnown = article.labels.some(({ id }) => id === last);
    return [
      ...(suggested === undefined || isTaken(suggested)
        ? []
        : [
            actionFor(vscode.l10n.t('Accept Suggestion “{0}” ({1})', words, suggested), 'annotate', {
              label: suggested,
            }),
          ]),
      ...(last === undefined || last === suggested || !isKnown || isTaken(last)
        ? []
        : [actionFor(vscode.l10n.t('Annotate “{0}” as {1}', words, last), 'annotate', { label: last })]),
      actionFor(vscode.l10n.t('Annotate “{0}” as…', words), 'annotate'),
    ];
  }

  dispose(): void {
    this.#registration.dispose();
  }
}

function changing({ text }: AnnotatedArticle, { start, end, label }: AnnotationView): vscode.CodeAction[] {
  const words = shorten(text.slice(range(utf16(start), utf16(end))));
  return [
    actionFor(vscode.l10n.t('Change Label of “{0}” ({1})…', words, label), 'changeLabel'),
    actionFor(vscode.l10n.t('Edit Note of “{0}”…', words), 'editNote'),
    actionFor(vscode.l10n.t('Remove Annotation “{0}” ({1})', words, label), 'remove'),
  ];
}

/** The commands work at the selection of the editor, where the action was asked for. */
function actionFor(title: string, command: string, argument?: { readonly label: string }): vscode.CodeAction {
  const action = new vscode.CodeAction(title, KIND);
  action.command = {
    title,
    command: `corpusAnnotator.${command}`,
    arguments: argument === undefined ? [] : [argument],
  };
  return action;
}
