import * as vscode from 'vscode';
import { startBeside } from '../../../core/text/beside';
import { range, utf16, type Range, type Utf16 } from '../../../core/text/units';
import type { LanguageServer } from '../../languageServer';
import { toCanonical, toRange } from '../../positions';
import type { Cursors } from '../annotateMode/cursors';
import type { KnownSuggestions } from '../annotateMode/knownSuggestions';
import type { AnnotatedArticle } from '../annotations/annotatedArticle';
import { tellNothing } from '../annotations/answers';
import type { AnnotatedArticles } from '../annotations/annotatedArticles';
import { shorten } from '../annotations/labelPick';

type Spans = readonly Range<Utf16>[];

/** What can be gone to from the cursor; undefined where it is not known now. */
type FindSpans = (article: AnnotatedArticle, cursor: vscode.Position) => Promise<Spans | undefined>;

/**
 * Registers Go to Next and Previous Mention, Annotation and Suggestion. They go around the end of the article; each answers
 * whether there was something to go to.
 */
export function activateNavigation(
  context: vscode.ExtensionContext,
  articles: AnnotatedArticles,
  server: LanguageServer,
  suggestions: KnownSuggestions,
  cursors: Cursors,
): void {
  const suggested: FindSpans = async (article) => (await suggestions.ready(article))?.map(spanOf);
  const register = (name: string, find: FindSpans, nothing: () => string): void => {
    for (const direction of ['next', 'previous'] as const) {
      const go = async (): Promise<boolean> => {
        const editor = vscode.window.activeTextEditor;
        const article = editor && (await articles.ready(editor.document));
        if (editor === undefined || article === undefined) return false;
        const { version } = article.document;
        const cursor = cursors.selectionsOf(editor)[0]?.active ?? editor.selection.active;
        const spans = await find(article, cursor);
        if (spans === undefined || article.document.version !== version) return server.explainAbsence();
        return goTo({ editor, cursors, cursor }, article, spans, direction) || tellNothing(nothing());
      };
      context.subscriptions.push(vscode.commands.registerCommand(`corpusAnnotator.${direction}${name}`, go));
    }
  };
  register('Annotation', annotations, () => vscode.l10n.t('There is no annotation in this article.'));
  register('Suggestion', suggested, () => vscode.l10n.t('There is no suggestion left in this article.'));
  register('Mention', mentionsBy(server, suggested), () =>
    vscode.l10n.t('Nothing is recognised or annotated in this article.'),
  );
}

const annotations: FindSpans = (article) => Promise.resolve(article.annotations.map(spanOf));

/** The mentions of the entity at the cursor; where none stands, everything that is annotated or suggested. */
const mentionsBy =
  (server: LanguageServer, findSuggested: FindSpans): FindSpans =>
  async (article, cursor) => {
    const mentions = await server.mentionsAt(article.document, cursor);
    if (mentions === undefined) return undefined;
    if (mentions.length > 0) return mentions.map((mention) => toCanonical(article.text, mention));
    const suggested = await findSuggested(article, cursor);
    return suggested && [...article.annotations.map(spanOf), ...suggested];
  };

const spanOf = ({ start, end }: { readonly start: number; readonly end: number }): Range<Utf16> =>
  range(utf16(start), utf16(end));

interface Traveller {
  readonly editor: vscode.TextEditor;
  readonly cursors: Cursors;
  readonly cursor: vscode.Position;
}

/** The cursor goes to the start of a span; nothing is selected, so that a selection is always a person's. */
function goTo(
  { editor, cursors, cursor: from }: Traveller,
  { text }: AnnotatedArticle,
  spans: Spans,
  direction: 'next' | 'previous',
): boolean {
  // Of spans that start together the longest is shown; the cursor is at the start of each of them.
  const longest = new Map(
    spans.toSorted((a, b) => a.start - b.start || a.end - b.end).map((span) => [span.start, span]),
  );
  const cursor = text.offsetAt(from);
  const index = startBeside([...longest.keys()], cursor, direction);
  const span = [...longest.values()][index];
  if (span === undefined) return false;
  cursors.goTo(editor, toRange(text, span));
  const message = vscode.l10n.t('{0} of {1}: {2}', index + 1, longest.size, shorten(text.slice(span)));
  vscode.window.setStatusBarMessage(message, STATUS_TIME);
  return true;
}

/** How long the status bar says where the cursor has gone, in milliseconds. */
const STATUS_TIME = 10_000;
