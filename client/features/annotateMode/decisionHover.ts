import * as vscode from 'vscode';
import { ARTICLE_LANGUAGE, type Suggestion } from '../../../core/protocol';
import { shortest, spanBefore } from '../../../core/annotation/mode/spanAt';
import type { Span as Place } from '../../../core/annotation/undecided';
import { range, utf16 } from '../../../core/text/units';
import { toRange } from '../../positions';
import type { AnnotatedArticle } from '../annotations/annotatedArticle';
import type { AnnotatedArticles } from '../annotations/annotatedArticles';
import { annotationOf } from '../annotations/targets';
import { attempt, refuse } from '../annotations/answers';
import { pickLabel, shorten } from '../annotations/labelPick';
import { asNewAnnotation, reject } from '../suggestionQueue/rejecting';
import { commandOf, decisionLinks, DECISIONS, placeInLink, type Decision } from './decisionLinks';
import type { KnownSuggestions } from './knownSuggestions';

/** Offers to accept, reject or relabel a suggestion in its hover, in annotate mode and out of it. */
export class DecisionHover implements vscode.HoverProvider, vscode.Disposable {
  readonly #articles: AnnotatedArticles;
  readonly #suggestions: KnownSuggestions;
  readonly #subscriptions: readonly vscode.Disposable[];

  /** To be made before the server starts: of two hovers the editor shows that of the provider that came later first. */
  constructor(articles: AnnotatedArticles, suggestions: KnownSuggestions) {
    this.#articles = articles;
    this.#suggestions = suggestions;
    this.#subscriptions = [
      vscode.languages.registerHoverProvider({ language: ARTICLE_LANGUAGE }, this),
      ...DECISIONS.map((decision) =>
        vscode.commands.registerCommand(commandOf(decision), (link: unknown) => this.#decide(decision, link)),
      ),
    ];
  }

  async provideHover(document: vscode.TextDocument, position: vscode.Position): Promise<vscode.Hover | undefined> {
    const article = this.#articles.get(document);
    if (article === undefined || article.refusal !== undefined) return undefined;
    const open = await this.#suggestions.ready(article);
    const suggestion = open && suggestionAt(article, open, article.text.offsetAt(position));
    if (suggestion === undefined) return undefined;
    const { start, end } = suggestion;
    const place = { uri: document.uri.toString(), version: document.version, start, end };
    const links = new vscode.MarkdownString(
      decisionLinks(place, {
        accept: vscode.l10n.t('Accept'),
        reject: vscode.l10n.t('Reject'),
        label: vscode.l10n.t('Label…'),
      }),
    );
    links.isTrusted = { enabledCommands: DECISIONS.map(commandOf) };
    return new vscode.Hover(links, toRange(article.text, range(utf16(start), utf16(end))));
  }

  /** Does what a link says with the suggestion that the hover was about. */
  async #decide(decision: Decision, link: unknown): Promise<boolean> {
    const place = placeInLink(link);
    const document = vscode.workspace.textDocuments.find(({ uri }) => uri.toString() === place?.uri);
    const article = document && this.#articles.get(document);
    if (place === undefined || article === undefined) return false;
    if (article.refusal !== undefined) return refuse(article.refusal, article);
    const open = (await this.#suggestions.ready(article)) ?? [];
    const suggestion = open.find(({ start, end }) => start === place.start && end === place.end);
    if (suggestion === undefined || document?.version !== place.version)
      return refuse(vscode.l10n.t('The text here has changed meanwhile.'));
    return perform(decision, article, suggestion);
  }

  dispose(): void {
    this.#subscriptions.forEach((subscription) => void subscription.dispose());
  }
}

/** The innermost suggestion at an offset, as the server's hover shows it; undefined where an annotation is further in. */
function suggestionAt(
  { annotations }: AnnotatedArticle,
  open: readonly Suggestion[],
  offset: number,
): Suggestion | undefined {
  const found = shortest(open.filter(holds(offset))) ?? spanBefore(open, offset);
  const isFurtherIn = annotations.filter(holds(offset)).some((each) => found && lengthOf(each) <= lengthOf(found));
  return isFurtherIn ? undefined : found;
}

const holds =
  (offset: number) =>
  ({ start, end }: Place): boolean =>
    start <= offset && offset < end;
const lengthOf = ({ start, end }: Place): number => end - start;

async function perform(decision: Decision, article: AnnotatedArticle, suggestion: Suggestion): Promise<boolean> {
  const wanted = asNewAnnotation(suggestion, article.text);
  switch (decision) {
    case 'accept':
      return attempt(article, () => article.add([wanted]));
    case 'reject':
      return attempt(article, () => reject(article, [wanted]));
    case 'label': {
      const label = await pickLabel(article.labels, {
        title: vscode.l10n.t('Label for “{0}”', shorten(wanted.text.slice(wanted.range))),
        first: suggestion.label,
        schema: article.labels,
        remark: ({ id }) => (id === suggestion.label ? vscode.l10n.t('suggested') : undefined),
      });
      if (label === undefined) return false;
      return attempt(article, () => article.add([annotationOf({ ...wanted, suggestion }, label)]));
    }
  }
}
