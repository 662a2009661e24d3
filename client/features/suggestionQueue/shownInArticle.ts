import * as vscode from 'vscode';
import type { QueuedSuggestion } from '../../../core/protocol';
import { CanonicalText } from '../../../core/text/canonicalText';
import { range, utf16 } from '../../../core/text/units';
import { toRange } from '../../positions';
import { refuse } from '../annotations/answers';

/**
 * Shows suggestions of the view in their articles. The focus stays in the view, so that the next key decides; the place is
 * marked, as an editor without the focus shows no cursor, until another is shown or a person moves the cursor.
 */
export class ShownInArticle implements vscode.Disposable {
  readonly #mark = vscode.window.createTextEditorDecorationType({
    backgroundColor: new vscode.ThemeColor('editor.findMatchHighlightBackground'),
    border: '1px solid',
    borderColor: new vscode.ThemeColor('focusBorder'),
    overviewRulerColor: new vscode.ThemeColor('editorOverviewRuler.findMatchForeground'),
  });
  readonly #subscription = vscode.window.onDidChangeTextEditorSelection(({ textEditor, kind }) => {
    const isByHand = kind !== undefined && kind !== vscode.TextEditorSelectionChangeKind.Command;
    if (isByHand && textEditor === this.#marked) this.clear();
  });
  #marked: vscode.TextEditor | undefined;

  async show({ uri, start, end, exact }: QueuedSuggestion): Promise<boolean> {
    const address = vscode.Uri.parse(uri, true);
    const editor = await vscode.window.showTextDocument(address, { preview: true, preserveFocus: true });
    this.clear();
    const text = new CanonicalText(editor.document.getText());
    const span = range(utf16(start), utf16(end));
    if (text.slice(span) !== exact) return refuse(vscode.l10n.t('The text here has changed meanwhile.'));
    const place = toRange(text, span);
    editor.selection = new vscode.Selection(place.start, place.start);
    editor.revealRange(place, vscode.TextEditorRevealType.InCenterIfOutsideViewport);
    editor.setDecorations(this.#mark, [place]);
    this.#marked = editor;
    return true;
  }

  clear(): void {
    this.#marked?.setDecorations(this.#mark, []);
    this.#marked = undefined;
  }

  dispose(): void {
    this.#subscription.dispose();
    this.#mark.dispose();
  }
}
