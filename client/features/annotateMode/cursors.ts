import * as vscode from 'vscode';

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
      const isByHand = kind !== undefined && kind !== vscode.TextEditorSelectionChangeKind.Command;
      if (isBack || isByHand) this.#set.delete(textEditor);
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

  /** Puts the cursor at the start of a range, with nothing selected, and shows the range. */
  goTo(editor: vscode.TextEditor, range: vscode.Range): void {
    this.select(editor, [new vscode.Range(range.start, range.start)]);
    editor.revealRange(range, vscode.TextEditorRevealType.InCenterIfOutsideViewport);
  }

  dispose(): void {
    this.#subscription.dispose();
  }
}
