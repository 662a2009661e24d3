import * as vscode from 'vscode';
import { lanesOf } from '../../../core/annotation/lanes';
import type { AnnotationView } from '../../../core/protocol';
import { freeOf } from '../../../core/text/freeRanges';
import { overlaps, range, utf16, type Range, type Utf16 } from '../../../core/text/units';
import type { LanguageServer } from '../../languageServer';
import { toRange } from '../../positions';
import type { AnnotatedArticle } from '../annotations/annotatedArticle';
import type { AnnotatedArticles, ArticleEdit } from '../annotations/annotatedArticles';
import { Drawn } from './drawn';
import { ShownSuggestions } from './shownSuggestions';
import { colourOf, decorationType, LAST_LANE, styleName, type Style } from './styles';

interface DrawnEditor {
  readonly drawn: Drawn;
  readonly suggestions: ShownSuggestions;
}

/**
 * Draws annotated spans at once, without waiting for the server, and marks what it suggests, in the colours of the schema.
 * Only the visible lines and a margin around them are drawn.
 */
export class AnnotationDecorations implements vscode.Disposable {
  readonly #articles: AnnotatedArticles;
  readonly #server: LanguageServer;
  readonly #types = new Map<string, vscode.TextEditorDecorationType>();
  readonly #editors = new Map<vscode.TextEditor, DrawnEditor>();
  readonly #subscriptions: vscode.Disposable[];

  constructor(articles: AnnotatedArticles, server: LanguageServer) {
    this.#articles = articles;
    this.#server = server;
    const drawArticle = ({ document }: AnnotatedArticle): void => this.#editorsOf(document).forEach(this.#renew);
    this.#subscriptions = [
      articles.onDidEdit((edit) => this.#follow(edit)),
      articles.onDidChange(drawArticle),
      articles.onDidClose(drawArticle),
      server.onDidStart(() => vscode.window.visibleTextEditors.forEach(this.#renew)),
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
      const { drawn, suggestions } = this.#drawnIn(editor);
      drawn.follow(changes);
      suggestions.follow(changes);
    }
  }

  #show(editors: readonly vscode.TextEditor[]): void {
    for (const [editor, { suggestions }] of this.#editors) {
      if (editors.includes(editor)) continue;
      suggestions.dispose();
      this.#editors.delete(editor);
    }
    editors.forEach(this.#renew);
  }

  /** Draws what is known now, and asks for what may be suggested. */
  readonly #renew = (editor: vscode.TextEditor): void => {
    this.#draw(editor);
    const article = this.#articles.get(editor.document);
    if (article !== undefined) this.#drawnIn(editor).suggestions.want(article, () => visibleIn(editor, article));
  };

  #drawnIn(editor: vscode.TextEditor): DrawnEditor {
    const known = this.#editors.get(editor);
    if (known !== undefined) return known;
    const suggestions = new ShownSuggestions(this.#server, () => this.#draw(editor));
    const made = { drawn: new Drawn(), suggestions };
    this.#editors.set(editor, made);
    return made;
  }

  #draw(editor: vscode.TextEditor): void {
    const article = this.#articles.get(editor.document);
    if (article === undefined && !this.#editors.has(editor)) return;
    const { drawn, suggestions } = this.#drawnIn(editor);
    const wanted = article === undefined ? new Map<string, never>() : this.#wanted(editor, article, suggestions);
    for (const [name, spans] of drawn.differences(wanted)) {
      const type = this.#types.get(name);
      // Without an article nothing but the removal of all spans is wanted.
      const ranges = article === undefined ? [] : spans.map((span) => toRange(article.text, span));
      if (type !== undefined) editor.setDecorations(type, ranges);
    }
  }

  /** The visible spans by the names of their styles. */
  #wanted(
    editor: vscode.TextEditor,
    article: AnnotatedArticle,
    suggestions: ShownSuggestions,
  ): ReadonlyMap<string, readonly Range<Utf16>[]> {
    const visible = visibleIn(editor, article);
    const isVisible = (span: ShownSpan): boolean => overlaps(span.range, visible);
    const annotated = article.annotations.map(shown).filter(isVisible);
    const isFree = freeOf(annotated.map((span) => span.range));
    const suggested = suggestions.spans.map((span) => shown({ ...span, state: 'suggested' })).filter(isVisible);
    const spans = [...annotated, ...suggested.filter((span) => isFree(span.range))];
    const lanes = lanesOf(
      spans.map((span) => span.range),
      LAST_LANE,
    );
    const { labels } = article;
    const styled = spans.map(({ range: place, label, state }, index) => {
      const style = { colour: colourOf(labels, label), state, lane: lanes[index] ?? 0 };
      return { place, name: this.#use(style) };
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
    this.#editors.forEach(({ suggestions }) => suggestions.dispose());
    this.#editors.clear();
    this.#show(vscode.window.visibleTextEditors);
  }

  dispose(): void {
    this.#subscriptions.forEach((subscription) => void subscription.dispose());
    this.#editors.forEach(({ suggestions }) => suggestions.dispose());
    this.#types.forEach((type) => type.dispose());
  }
}

interface ShownSpan {
  readonly range: Range<Utf16>;
  readonly label: string;
  readonly state: Style['state'];
}

function shown({
  start,
  end,
  label,
  state,
}: Pick<AnnotationView, 'start' | 'end' | 'label'> & { readonly state: Style['state'] }): ShownSpan {
  return { range: range(utf16(start), utf16(end)), label, state };
}

/** Lines beyond the visible ones that are drawn as well, so that scrolling finds them coloured. */
const MARGIN = 50;

/** UTF-16 units beyond the visible ones that are drawn at most, where lines are very long. */
const LONGEST_MARGIN = 20_000;

/** The visible part of the article, with its margin; what is folded inside counts as visible. */
function visibleIn({ visibleRanges }: vscode.TextEditor, { text }: AnnotatedArticle): Range<Utf16> {
  const first = visibleRanges[0]?.start ?? new vscode.Position(0, 0);
  const last = visibleRanges.at(-1)?.end ?? first;
  const start = Math.max(text.lineStart(Math.max(0, first.line - MARGIN)), text.offsetAt(first) - LONGEST_MARGIN);
  const end = Math.min(text.lineEnd(last.line + MARGIN), text.offsetAt(last) + LONGEST_MARGIN);
  return range(text.snap(utf16(start)), text.snap(utf16(end)));
}
