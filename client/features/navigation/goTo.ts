import * as vscode from 'vscode';
import { stopBeside, type Stop } from '../../../core/annotation/mode/keyTarget';
import { range, utf16 } from '../../../core/text/units';
import type { LanguageServer } from '../../languageServer';
import { toCanonical } from '../../positions';
import type { Cursors } from '../annotateMode/cursors';
import type { KnownSuggestions } from '../annotateMode/knownSuggestions';
import type { AnnotatedArticle } from '../annotations/annotatedArticle';
import { tellNothing } from '../annotations/answers';
import type { AnnotatedArticles } from '../annotations/annotatedArticles';
import { shorten } from '../annotations/labelPick';
import type { Whereabouts } from './whereabouts';

type Spans = readonly Stop[];

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
  whereabouts: Whereabouts,
): void {
  const suggested: FindSpans = (article) => suggestions.ready(article);
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
        const message = goTo({ editor, cursors, cursor }, article, spans, direction);
        if (message === undefined) return tellNothing(nothing());
        whereabouts.tell(article, message);
        return true;
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

const annotations: FindSpans = (article) => Promise.resolve(firstParts(article));

/** Each annotation once. */
function firstParts({ annotations: views }: AnnotatedArticle): Spans {
  const seen = new Set<string>();
  return views.filter(({ id }) => !seen.has(id) && seen.add(id));
}

/** The mentions of the entity at the cursor; where none stands, everything that is annotated or suggested. */
const mentionsBy =
  (server: LanguageServer, findSuggested: FindSpans): FindSpans =>
  async (article, cursor) => {
    const mentions = await server.mentionsAt(article.document, cursor);
    if (mentions === undefined) return undefined;
    if (mentions.length > 0) return mentions.map((mention) => toCanonical(article.text, mention));
    const suggested = await findSuggested(article, cursor);
    return suggested && [...firstParts(article), ...suggested];
  };

interface Traveller {
  readonly editor: vscode.TextEditor;
  readonly cursors: Cursors;
  readonly cursor: vscode.Position;
}

/** The cursor goes to the start of a span; nothing is selected, so that a selection is always a person's. */
function goTo(
  { editor, cursors, cursor }: Traveller,
  article: AnnotatedArticle,
  spans: Spans,
  direction: 'next' | 'previous',
): string | undefined {
  const { text, goneTo } = article;
  const found = stopBeside(spans, { cursor: text.offsetAt(cursor), goneTo }, direction);
  if (found === undefined) return undefined;
  const { stop, index } = found;
  cursors.goTo(editor, article, stop);
  const words = shorten(text.slice(range(utf16(stop.start), utf16(stop.end))));
  return vscode.l10n.t('{0} of {1}: {2}', index + 1, spans.length, words);
}
