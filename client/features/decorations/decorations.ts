import * as vscode from 'vscode';
import { kindOfLabel } from '../../../core/annotation/labels';
import type { AnnotationView } from '../../../core/protocol';
import { overlaps, utf16 } from '../../../core/text/units';
import { toCanonical, toRange } from '../../positions';
import type { AnnotatedArticle } from '../annotations/annotatedArticle';
import type { AnnotatedArticles } from '../annotations/annotatedArticles';

/**
 * Draws annotated spans at once, without waiting for the server: a tinted background and a line in the label's colour;
 * dashed where a person should look again. Only the visible lines and a margin around them are drawn.
 */
export class AnnotationDecorations implements vscode.Disposable {
  readonly #articles: AnnotatedArticles;
  readonly #types = new Map<string, vscode.TextEditorDecorationType>();
  readonly #subscriptions: vscode.Disposable[];

  constructor(articles: AnnotatedArticles) {
    this.#articles = articles;
    const drawArticle = (article: AnnotatedArticle): void => {
      for (const editor of vscode.window.visibleTextEditors)
        if (editor.document === article.document) this.#draw(editor);
    };
    this.#subscriptions = [
      articles.onDidChange(drawArticle),
      articles.onDidClose(drawArticle),
      vscode.window.onDidChangeVisibleTextEditors((editors) => editors.forEach((editor) => this.#draw(editor))),
      vscode.window.onDidChangeTextEditorVisibleRanges(({ textEditor }) => this.#draw(textEditor)),
    ];
    vscode.window.visibleTextEditors.forEach((editor) => this.#draw(editor));
  }

  #draw(editor: vscode.TextEditor): void {
    const article = this.#articles.get(editor.document);
    if (article === undefined) {
      for (const type of this.#types.values()) editor.setDecorations(type, []);
      return;
    }
    const visible = editor.visibleRanges.map((lines) => toCanonical(article.text, withMargin(lines, editor.document)));
    const shown = article.annotations.filter(({ start, end }) =>
      visible.some((lines) => overlaps(lines, { start: utf16(start), end: utf16(end) })),
    );
    const byType = Map.groupBy(shown, typeOf);
    for (const type of byType.keys()) this.#type(type);
    for (const [name, type] of this.#types) {
      const ranges = (byType.get(name) ?? []).map(({ start, end }) =>
        toRange(article.text, { start: utf16(start), end: utf16(end) }),
      );
      editor.setDecorations(type, ranges);
    }
  }

  #type(name: string): vscode.TextEditorDecorationType {
    const known = this.#types.get(name);
    if (known !== undefined) return known;
    const [colour, state] = name.split(' ') as [string, AnnotationView['state']];
    const type = vscode.window.createTextEditorDecorationType({
      backgroundColor: new vscode.ThemeColor(`corpusAnnotator.${colour}Background`),
      borderColor: new vscode.ThemeColor(`corpusAnnotator.${colour}`),
      borderStyle: state === 'anchored' ? 'solid' : 'dashed',
      borderWidth: '0 0 2px 0',
      overviewRulerColor: new vscode.ThemeColor(`corpusAnnotator.${colour}`),
      overviewRulerLane: vscode.OverviewRulerLane.Right,
      rangeBehavior: vscode.DecorationRangeBehavior.ClosedClosed,
    });
    this.#types.set(name, type);
    return type;
  }

  dispose(): void {
    this.#subscriptions.forEach((subscription) => void subscription.dispose());
    this.#types.forEach((type) => type.dispose());
  }
}

const typeOf = ({ label, state }: AnnotationView): string => `${kindOfLabel(label)} ${state}`;

/** Lines beyond the visible ones that are drawn as well, so that scrolling finds them coloured. */
const MARGIN = 50;

function withMargin({ start, end }: vscode.Range, document: vscode.TextDocument): vscode.Range {
  return document.validateRange(new vscode.Range(start.line - Math.min(MARGIN, start.line), 0, end.line + MARGIN, 1e9));
}
