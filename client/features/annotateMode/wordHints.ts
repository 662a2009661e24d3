import * as vscode from 'vscode';
import { range } from '../../../core/text/units';
import type { Words } from '../../../core/annotation/mode/spanEdges';
import { toRange } from '../../positions';
import { tellNothing } from '../annotations/answers';
import type { Cursors } from './cursors';
import type { ArticleEditor, KeyWork } from './keyWork';

/** The keys behind words, from the cursor on: the digits count them. Letters follow for what is longer than ten words. */
const HINTS = '1234567890abcdefghijklmnopqrstuvwxyz';

interface Shown extends ArticleEditor {
  readonly words: Words;
}

/**
 * Select to a word: the words ahead are numbered, and a key selects all up to its word. So any span between edges of words
 * takes two keys, however long it is.
 */
export class WordHints implements vscode.Disposable {
  readonly #work: KeyWork;
  readonly #cursors: Cursors;
  readonly #type = vscode.window.createTextEditorDecorationType({
    after: {
      color: new vscode.ThemeColor('editorCursor.background'),
      backgroundColor: new vscode.ThemeColor('editorCursor.foreground'),
      // Above the text, which must not move while it is read.
      textDecoration:
        'none; position: absolute; transform: translate(-60%, -35%); font-size: 65%; line-height: 1.3; padding: 0 2px; border-radius: 2px; z-index: 1',
    },
  });
  #shown: Shown | undefined;
  readonly #subscriptions: vscode.Disposable[];

  constructor(work: KeyWork, cursors: Cursors) {
    this.#work = work;
    this.#cursors = cursors;
    this.#subscriptions = [
      vscode.window.onDidChangeTextEditorSelection(({ textEditor, kind }) => {
        const isOwn = kind === vscode.TextEditorSelectionChangeKind.Command;
        if (textEditor === this.#shown?.editor && !isOwn) this.hide();
      }),
      vscode.workspace.onDidChangeTextDocument(({ document, contentChanges }) => {
        if (document === this.#shown?.editor.document && contentChanges.length > 0) this.hide();
      }),
      vscode.window.onDidChangeActiveTextEditor(() => this.hide()),
    ];
  }

  /** Whether the next key chooses a word. */
  get isShown(): boolean {
    return this.#shown !== undefined;
  }

  async show({ editor, article }: ArticleEditor): Promise<boolean> {
    this.hide();
    const words = (await this.#work.wordsAhead({ editor, article })).slice(0, HINTS.length);
    if (words.length === 0) return tellNothing(vscode.l10n.t('There is no word here.'));
    this.#shown = { editor, article, words };
    editor.setDecorations(
      this.#type,
      words.map((word, at) => ({
        range: toRange(article.text, range(word.end, word.end)),
        renderOptions: { after: { contentText: HINTS.charAt(at) } },
      })),
    );
    await setContext(true);
    vscode.window.setStatusBarMessage(
      vscode.l10n.t('Select to the word with the key that you press; Esc to leave'),
      5000,
    );
    return true;
  }

  /** Selects to the word of a key; any other key leaves. */
  choose(key: string): boolean {
    const shown = this.#shown;
    this.hide();
    const at = HINTS.indexOf(key);
    const last = at === -1 ? undefined : shown?.words[at];
    const first = shown?.words[0];
    if (shown === undefined || first === undefined || last === undefined) return false;
    const { editor, article } = shown;
    const selection = this.#cursors.selectionsOf(editor)[0] ?? editor.selection;
    const start = selection.isEmpty ? first.start : article.text.offsetAt(selection.start);
    this.#work.select(editor, article, range(start, last.end));
    return true;
  }

  hide(): void {
    const shown = this.#shown;
    if (shown === undefined) return;
    this.#shown = undefined;
    shown.editor.setDecorations(this.#type, []);
    void setContext(false);
  }

  dispose(): void {
    this.#subscriptions.forEach((subscription) => void subscription.dispose());
    this.#type.dispose();
  }
}

const setContext = (isShown: boolean): Thenable<unknown> =>
  vscode.commands.executeCommand('setContext', 'corpusAnnotator.choosingWord', isShown);
