import * as vscode from 'vscode';
import { lanesOf, uncoveredParts } from '../../../core/annotation/lanes';
import type { Span } from '../../../core/annotation/undecided';
import type { AnnotationView } from '../../../core/protocol';
import { overlaps, range, utf16, type Range, type Utf16 } from '../../../core/text/units';
import type { LanguageServer } from '../../languageServer';
import { toRange } from '../../positions';
import type { AnnotatedArticle } from '../annotations/annotatedArticle';
import type { AnnotatedArticles, ArticleEdit } from '../annotations/annotatedArticles';
import type { KnownSuggestions } from '../annotateMode/knownSuggestions';
import { Drawn } from './drawn';
import { colourOf, decorationType, LAST_LANE, styleName, type MarkStyle, type Style } from './styles';

/**
 * Draws annotated spans at once, without waiting for the server, and marks what it suggests, in the colours of the schema.
 * Only the visible lines and a margin around them are drawn.
 */
export class AnnotationDecorations implements vscode.Disposable {
  readonly #articles: AnnotatedArticles;
  readonly #suggestions: KnownSuggestions;
  readonly #types = new Map<string, vscode.TextEditorDecorationType>();
  readonly #editors = new Map<vscode.TextEditor, Drawn>();
  /** What was drawn last in each editor. */
  readonly #seen = new WeakMap<vscode.TextEditor, readonly unknown[]>();
  readonly #subscriptions: vscode.Disposable[];

  constructor(articles: AnnotatedArticles, server: LanguageServer, suggestions: KnownSuggestions) {
    this.#articles = articles;
    this.#suggestions = suggestions;
    const drawArticle = ({ document }: AnnotatedArticle): void => this.#editorsOf(document).forEach(this.#renew);
    this.#subscriptions = [
      articles.onDidEdit((edit) => this.#follow(edit)),
      articles.onDidChange(drawArticle),
      articles.onDidClose(drawArticle),
      suggestions.onDidChange(drawArticle),
      server.onDidStart(() => articles.all().forEach((article) => void suggestions.renew(article))),
      vscode.window.onDidChangeVisibleTextEditors((editors) => this.#show(editors)),
      vscode.window.onDidChangeTextEditorVisibleRanges(({ textEditor }) => this.#renew(textEditor)),
      vscode.window.onDidChangeActiveColorTheme(() => this.#redrawAll()),
    ];
    this.#show(vscode.window.visibleTextEditors);
  }

  #editorsOf(document: vscode.TextDocument): vscode.TextEditor[] {
    return vscode.window.visibleTextEditors.filter((editor) => editor.document === document);
  }

  #follow({ article, changes }: ArticleEdit): void {
    for (const editor of this.#editorsOf(article.document)) {
      this.#drawnIn(editor).follow(changes);
    }
  }

  #show(editors: readonly vscode.TextEditor[]): void {
    for (const editor of this.#editors.keys()) if (!editors.includes(editor)) this.#forget(editor);
    editors.forEach(this.#renew);
  }

  /** Draws what is known now, and asks for what may be suggested. */
  readonly #renew = (editor: vscode.TextEditor): void => {
    this.#draw(editor);
    const article = this.#articles.get(editor.document);
    if (article !== undefined) this.#suggestions.want(article);
  };

  #drawnIn(editor: vscode.TextEditor): Drawn {
    const known = this.#editors.get(editor) ?? new Drawn();
    this.#editors.set(editor, known);
    return known;
  }

  #draw(editor: vscode.TextEditor): void {
    const article = this.#articles.get(editor.document);
    if (article === undefined && !this.#editors.has(editor)) return;
    if (article !== undefined && this.#isDrawn(editor, article)) return;
    const wanted = article === undefined ? new Map<string, never>() : this.#wanted(editor, article);
    for (const [name, spans] of this.#drawnIn(editor).differences(wanted)) {
      const type = this.#types.get(name);
      // Without an article nothing but the removal of all spans is wanted.
      const ranges = article === undefined ? [] : spans.map((span) => toRange(article.text, span));
      if (type !== undefined) editor.setDecorations(type, ranges);
    }
  }

  #forget(editor: vscode.TextEditor): void {
    this.#editors.delete(editor);
    this.#seen.delete(editor);
  }

  /** Whether all that is to be drawn is what was drawn last; it is from now on. */
  #isDrawn(editor: vscode.TextEditor, article: AnnotatedArticle): boolean {
    const { start, end } = visibleIn(editor, article);
    const seen = [article.annotations, article.undecided, article.text, article.labels, start, end];
    const before = this.#seen.get(editor);
    this.#seen.set(editor, seen);
    return before?.every((each, at) => each === seen[at]) === true;
  }

  /** The visible spans by the names of their styles. */
  #wanted(editor: vscode.TextEditor, article: AnnotatedArticle): ReadonlyMap<string, readonly Range<Utf16>[]> {
    const visible = visibleIn(editor, article);
    const isVisible = ({ start, end }: Span): boolean => overlaps(range(utf16(start), utf16(end)), visible);
    const annotations = article.annotations.filter(isVisible);
    const suggested = article.undecided.filter(isVisible);
    const spans = [...annotations, ...suggested.map((span) => ({ ...span, state: 'suggested' as const }))].map(shown);
    const places = spans.map((span) => span.range);
    const lanes = lanesOf(places, LAST_LANE);
    const texts = uncoveredParts(places, lanes);
    const { labels } = article;
    const styled = spans.flatMap(({ range: place, label, state }, index) => {
      const colour = colourOf(labels, label);
      const mark = this.#use({ colour, state, lane: lanes[index] ?? 0 });
      const text = this.#use({ colour });
      return [{ place, name: mark }, ...(texts[index] ?? []).map((part) => ({ place: part, name: text }))];
    });
    const byStyle = Map.groupBy(styled, ({ name }) => name);
    return new Map([...byStyle].map(([name, members]) => [name, members.map(({ place }) => place)]));
  }

  /** The name of a style, of which there is a type then. */
  #use(style: Style): string {
    const name = styleName(style);
    if (!this.#types.has(name)) this.#types.set(name, decorationType(style));
    return name;
  }

  /** Another theme: what is made for the old one goes. */
  #redrawAll(): void {
    this.#types.forEach((type) => type.dispose());
    this.#types.clear();
    this.#editors.forEach((_, editor) => this.#forget(editor));
    this.#show(vscode.window.visibleTextEditors);
  }

  dispose(): void {
    this.#subscriptions.forEach((subscription) => void subscription.dispose());
    this.#types.forEach((type) => type.dispose());
  }
}

interface ShownSpan {
  readonly range: Range<Utf16>;
  readonly label: string;
  readonly state: MarkStyle['state'];
}

function shown({
  start,
  end,
  label,
  state,
}: Pick<AnnotationView, 'start' | 'end' | 'label'> & { readonly state: MarkStyle['state'] }): ShownSpan {
  return { range: range(utf16(start), utf16(end)), label, state };
}

/** Lines beyond the visible ones that are drawn as well, so that scrolling finds them coloured. */
const MARGIN = 50;

/** UTF-16 units beyond the visible ones that are drawn at most, where lines are very long. */
const LONGEST_MARGIN = 20_000;

/** The visible part of the article, with its margin; what is folded inside counts as visible. */
export function visibleIn({ visibleRanges }: vscode.TextEditor, { text }: AnnotatedArticle): Range<Utf16> {
  const first = visibleRanges[0]?.start ?? new vscode.Position(0, 0);
  const last = visibleRanges.at(-1)?.end ?? first;
  const start = Math.max(text.lineStart(Math.max(0, first.line - MARGIN)), text.offsetAt(first) - LONGEST_MARGIN);
  const end = Math.min(text.lineEnd(last.line + MARGIN), text.offsetAt(last) + LONGEST_MARGIN);
  return range(text.snap(utf16(start)), text.snap(utf16(end)));
}
