import * as vscode from 'vscode';
import { relationsOf } from '../../../core/annotation/relations';
import { ownColour } from '../../../core/annotation/labels';
import { ARTICLE_LANGUAGE } from '../../../core/protocol';
import { toRange } from '../../positions';
import type { AnnotatedArticle } from '../annotations/annotatedArticle';
import type { AnnotatedArticles } from '../annotations/annotatedArticles';
import { selectedIn } from '../annotations/targets';
import { partsOf } from './words';

/** Ranges by the colour of their frame. */
type Marks = ReadonlyMap<string, readonly vscode.Range[]>;

/**
 * While the cursor is in an annotation, the other ends of its relations are framed in the colours of the relations, and its
 * own parts, where it has several, in one frame colour.
 */
export class LinkMarks implements vscode.Disposable {
  readonly #articles: AnnotatedArticles;
  readonly #types = new Map<string, vscode.TextEditorDecorationType>();
  readonly #marked = new Map<vscode.TextEditor, Marks>();
  #next: NodeJS.Immediate | undefined;
  readonly #subscriptions: vscode.Disposable[];

  constructor(articles: AnnotatedArticles) {
    this.#articles = articles;
    this.#subscriptions = [
      articles.onDidChange(() => this.#update()),
      articles.onDidGoTo(() => this.#update()),
      vscode.window.onDidChangeActiveTextEditor(() => this.#update()),
      vscode.window.onDidChangeTextEditorSelection(({ textEditor }) => {
        if (textEditor.document.languageId === ARTICLE_LANGUAGE) this.#update();
      }),
    ];
  }

  /** Marks in a moment: what is annotated is painted first. */
  #update(): void {
    this.#next ??= setImmediate(() => {
      this.#next = undefined;
      for (const editor of vscode.window.visibleTextEditors) this.#mark(editor);
    });
  }

  #mark(editor: vscode.TextEditor): void {
    const article = this.#articles.get(editor.document);
    const isActive = editor === vscode.window.activeTextEditor;
    const wanted = article === undefined || !isActive ? new Map<string, never>() : this.#wanted(editor, article);
    const marked = this.#marked.get(editor) ?? new Map<string, never>();
    for (const colour of marked.keys()) if (!wanted.has(colour)) editor.setDecorations(this.#typeOf(colour), []);
    // The cursor mostly moves within an annotation: then nothing is drawn anew.
    for (const [colour, ranges] of wanted)
      if (!areEqual(marked.get(colour), ranges)) editor.setDecorations(this.#typeOf(colour), ranges);
    if (wanted.size === 0) this.#marked.delete(editor);
    else this.#marked.set(editor, wanted);
  }

  /** What is framed, by colour. */
  #wanted(editor: vscode.TextEditor, article: AnnotatedArticle): Marks {
    const view = article.at(selectedIn(article.text, editor.selection));
    const { set, schema, labels } = article;
    if (view === undefined || set === undefined) return new Map();
    const ranges = new Map<string, vscode.Range[]>();
    const add = (colour: string, id: string): void => {
      const places = partsOf(article, id).map((part) => toRange(article.text, part));
      ranges.set(colour, [...(ranges.get(colour) ?? []), ...places]);
    };
    for (const { label, from, to } of relationsOf(set, view.id)) {
      const other = from === view.id ? to : from;
      if (other !== view.id) add(schema.relations.find(({ id }) => id === label)?.colour ?? '', other);
    }
    if (partsOf(article, view.id).length > 1) add(ownColour(labels, view.label) ?? '', view.id);
    return ranges;
  }

  #typeOf(colour: string): vscode.TextEditorDecorationType {
    const line = colour === '' ? new vscode.ThemeColor('editorBracketMatch.border') : colour;
    const type =
      this.#types.get(colour) ??
      vscode.window.createTextEditorDecorationType({
        // An outline takes no room, so no line moves while the cursor does.
        outline: '2px solid',
        outlineColor: line,
        overviewRulerColor: line,
        overviewRulerLane: vscode.OverviewRulerLane.Left,
        rangeBehavior: vscode.DecorationRangeBehavior.ClosedClosed,
      });
    this.#types.set(colour, type);
    return type;
  }

  dispose(): void {
    if (this.#next !== undefined) clearImmediate(this.#next);
    this.#subscriptions.forEach((subscription) => void subscription.dispose());
    this.#types.forEach((type) => type.dispose());
  }
}

function areEqual(drawn: readonly vscode.Range[] | undefined, wanted: readonly vscode.Range[]): boolean {
  if (drawn?.length !== wanted.length) return false;
  return wanted.every((range, index) => drawn[index]?.isEqual(range) === true);
}
