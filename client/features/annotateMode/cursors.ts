import * as vscode from 'vscode';
import type { Stop } from '../../../core/annotation/mode/keyTarget';
import { range, utf16 } from '../../../core/text/units';
import { toCanonical, toRange } from '../../positions';
import type { AnnotatedArticle } from '../annotations/annotatedArticle';
import { selectedIn } from '../annotations/targets';

/**
 * The selections of editors, as keys that follow one another need them. What the extension sets goes to the window and comes
 * back as an event; events of steps before would show an older cursor meanwhile, so what was set last counts until it is back.
 */
export class Cursors implements vscode.Disposable {
  readonly #set = new Map<vscode.TextEditor, readonly vscode.Selection[]>();
  readonly #subscription: vscode.Disposable;

  constructor() {
    this.#subscription = vscode.window.onDidChangeTextEditorSelection(({ textEditor, selections, kind }) => {
      const set = this.#set.get(textEditor);
      const isBack = set?.length === selections.length && set.every((each, at) => selections[at]?.isEqual(each));
      if (isBack || isByHand(kind)) this.#set.delete(textEditor);
    });
  }

  selectionsOf(editor: vscode.TextEditor): readonly vscode.Selection[] {
    return this.#set.get(editor) ?? editor.selections;
  }

  /** Selects ranges, the cursor at the end of each, and shows the first. */
  select(editor: vscode.TextEditor, ranges: readonly vscode.Range[]): void {
    const selections = ranges.map(({ start, end }) => new vscode.Selection(start, end));
    const [first] = selections;
    if (first === undefined) return;
    const isThere =
      selections.length === editor.selections.length &&
      selections.every((each, at) => editor.selections[at]?.isEqual(each));
    // Nothing comes back of what changes nothing.
    if (isThere && !this.#set.has(editor)) return;
    this.#set.set(editor, selections);
    editor.selections = selections;
    editor.revealRange(first, vscode.TextEditorRevealType.InCenterIfOutsideViewport);
  }

  /** Puts the cursor at the start of a span, with nothing selected, and shows the span; it is what is meant then. */
  goTo(editor: vscode.TextEditor, article: AnnotatedArticle, { start, end, id }: Stop): void {
    const place = toRange(article.text, range(utf16(start), utf16(end)));
    this.select(editor, [new vscode.Range(place.start, place.start)]);
    editor.revealRange(place, vscode.TextEditorRevealType.InCenterIfOutsideViewport);
    article.goneTo = { start, end, cursor: start, ...(id !== undefined && { id }) };
  }

  /** Selects nothing any more: the cursors stand behind what was annotated, which is meant then where it is one. */
  leave(editor: vscode.TextEditor, article: AnnotatedArticle): void {
    const selections = this.selectionsOf(editor);
    if (selections.every(({ isEmpty }) => isEmpty)) return;
    const [only] = selections.length === 1 ? selections.map((each) => selectedIn(article.text, each)) : [];
    const places = selections.map(({ end }) => new vscode.Range(end, end));
    this.select(editor, places);
    if (only !== undefined && places[0] !== undefined)
      article.goneTo = { ...only, cursor: toCanonical(article.text, places[0]).start };
  }

  dispose(): void {
    this.#subscription.dispose();
  }
}

/** Whether a person moved the cursor with the editor's own keys or the mouse. */
export const isByHand = (kind: vscode.TextEditorSelectionChangeKind | undefined): boolean =>
  kind !== undefined && kind !== vscode.TextEditorSelectionChangeKind.Command;
