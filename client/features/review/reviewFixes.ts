import * as vscode from 'vscode';
import { visibleRange, type ReviewItem } from '../../../core/annotation/review';
import { ARTICLE_LANGUAGE } from '../../../core/protocol';
import type { Range, Utf16 } from '../../../core/text/units';
import { toRange } from '../../positions';
import type { AnnotatedArticle } from '../annotations/annotatedArticle';
import type { AnnotatedArticles } from '../annotations/annotatedArticles';
import type { PlaceArgument } from './reviewCommands';
import { inContext, wordsOf } from './words';

/** How many of the likeliest places a quick fix offers. */
const MOST_PLACES = 3;
/** How many lost annotations are offered for a selection. */
const MOST_ORPHANS = 5;

/** Quick fixes for uncertain and lost annotations, and for a selection that a lost annotation may belong to. */
export class ReviewFixes implements vscode.CodeActionProvider, vscode.Disposable {
  readonly #articles: AnnotatedArticles;
  readonly #registration: vscode.Disposable;

  constructor(articles: AnnotatedArticles) {
    this.#articles = articles;
    this.#registration = vscode.languages.registerCodeActionsProvider({ language: ARTICLE_LANGUAGE }, this, {
      providedCodeActionKinds: [vscode.CodeActionKind.QuickFix],
    });
  }

  provideCodeActions(
    document: vscode.TextDocument,
    selection: vscode.Range,
    context: vscode.CodeActionContext,
  ): vscode.CodeAction[] {
    const article = this.#articles.get(document);
    // The places are those of a text that the editor has gone beyond, or that is not anchored yet.
    if (article === undefined || article.isSearching || article.refusal !== undefined) return [];
    const items = article.review.filter(({ state }) => state !== 'moved');
    const here = items.filter((item) =>
      toRange(article.text, visibleRange(item, article.text)).intersection(selection),
    );
    const atSelection = items.filter(({ state }) => state === 'orphan').slice(0, MOST_ORPHANS);
    return [
      ...(selection.isEmpty ? [] : atSelection.map((item) => placeAtSelection(article, item, selection))),
      ...here.flatMap((item) => fixesFor(article, item, context.diagnostics)),
    ];
  }

  dispose(): void {
    this.#registration.dispose();
  }
}

function fixesFor(
  article: AnnotatedArticle,
  item: ReviewItem,
  diagnostics: readonly vscode.Diagnostic[],
): vscode.CodeAction[] {
  const words = wordsOf(item);
  const target = { uri: article.document.uri.toString(), id: item.annotation.id };
  const fix = (title: string, command: string, argument: object = target): vscode.CodeAction => {
    const action = new vscode.CodeAction(title, vscode.CodeActionKind.QuickFix);
    action.command = { title, command: `corpusAnnotator.${command}`, arguments: [argument] };
    const range = toRange(article.text, visibleRange(item, article.text));
    action.diagnostics = diagnostics.filter((diagnostic) => diagnostic.range.isEqual(range));
    return action;
  };
  const keep = fix(vscode.l10n.t('Keep “{0}” at This Place', words), 'keepPlace');
  keep.isPreferred = true;
  const places = article.candidates(item.annotation.id, MOST_PLACES + 1).filter((place) => !isAt(item, place));
  return [
    ...(item.state === 'orphan' ? [] : [keep]),
    ...places.slice(0, MOST_PLACES).map((place) => {
      const title = vscode.l10n.t('Place “{0}” at {1}', words, inContext(article.text, place[0] as Range<Utf16>));
      return fix(title, 'placeHere', placeArgument(article, item, place));
    }),
    fix(vscode.l10n.t('Choose a Place for “{0}”…', words), 'placeHere'),
    fix(vscode.l10n.t('Remove Annotation “{0}”', words), 'deleteAnnotation'),
  ];
}

function placeAtSelection(article: AnnotatedArticle, item: ReviewItem, selection: vscode.Range): vscode.CodeAction {
  const title = vscode.l10n.t('Place “{0}” at the Selection', wordsOf(item));
  const action = new vscode.CodeAction(title, vscode.CodeActionKind.QuickFix);
  const start = article.text.offsetAt(selection.start);
  const end = article.text.offsetAt(selection.end);
  const argument = placeArgument(article, item, [{ start, end }]);
  action.command = { title, command: 'corpusAnnotator.placeHere', arguments: [argument] };
  return action;
}

function placeArgument(article: AnnotatedArticle, item: ReviewItem, parts: readonly Range<Utf16>[]): PlaceArgument {
  const { document } = article;
  return { uri: document.uri.toString(), id: item.annotation.id, version: document.version, parts };
}

function isAt(item: ReviewItem, [first]: readonly Range<Utf16>[]): boolean {
  return item.state !== 'orphan' && item.look.start === first?.start;
}
