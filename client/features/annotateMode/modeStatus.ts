import * as vscode from 'vscode';
import { keyOfLabel } from '../../../core/annotation/mode/modeKeys';
import { visibleText } from '../../../core/text/visible';
import type { AnnotatedArticle } from '../annotations/annotatedArticle';
import type { ModeKeyTable } from './modeKeyTable';

/** How many labels the status bar has room for. */
const MOST_LABELS = 10;

/** Says in the status bar whether keys annotate or edit, and which key sets which label. */
export class ModeStatus implements vscode.Disposable {
  readonly #table: ModeKeyTable;
  readonly #item = vscode.window.createStatusBarItem('corpusAnnotator.mode', vscode.StatusBarAlignment.Left, 10);

  constructor(table: ModeKeyTable) {
    this.#table = table;
    this.#item.name = vscode.l10n.t('Annotate Mode');
  }

  /** Shows the mode of an article; nothing where none is active. */
  show(article: AnnotatedArticle | undefined, isOn: boolean, isComposing: boolean): void {
    this.#item.backgroundColor = undefined;
    if (article === undefined) this.#item.hide();
    else if (!isOn) this.#showEditing();
    else if (isComposing) this.#showComposing();
    else this.#showKeys(article);
  }

  #showEditing(): void {
    const chord = process.platform === 'darwin' ? 'Ctrl+Cmd+A I' : 'Alt+A I';
    this.#set(
      `$(edit) ${vscode.l10n.t('Editing text · {0} annotates', chord)}`,
      vscode.l10n.t('The text can be edited. Press to annotate with single keys.'),
      'corpusAnnotator.annotateMode',
    );
  }

  #showComposing(): void {
    this.#set(
      `$(warning) ${vscode.l10n.t('Letters go to the input method')}`,
      vscode.l10n.t(
        'An input method takes the letters. Switch it to English, or use digits, Tab, Enter, Backspace, Delete and the arrow keys, or hold Alt and press A and the letter.',
      ),
      'corpusAnnotator.showKeys',
    );
    this.#item.backgroundColor = new vscode.ThemeColor('statusBarItem.warningBackground');
  }

  #showKeys({ labels }: AnnotatedArticle): void {
    const meanings = this.#table.meanings(labels);
    const keys = labels
      .map(({ id }) => ({ id: visibleText(id), key: keyOfLabel(meanings, id) }))
      .filter(({ key }) => key !== undefined);
    const shown = keys.slice(0, MOST_LABELS).map(({ id, key }) => `${key ?? ''} ${id}`);
    this.#set(
      `$(tag) ${[...shown, ...(keys.length > MOST_LABELS ? ['…'] : []), vscode.l10n.t('? keys')].join('  ')}`,
      vscode.l10n.t(
        'Annotate mode: the text is read-only, and single keys annotate. Press to see all keys. “Edit Text” unlocks the text.',
      ),
      'corpusAnnotator.showKeys',
    );
  }

  #set(text: string, explanation: string, command: string): void {
    this.#item.text = text;
    this.#item.tooltip = explanation;
    this.#item.command = command;
    this.#item.accessibilityInformation = {
      label: `${text.replace(/\$\([^)]*\) /, '')}. ${explanation}`,
      role: 'button',
    };
    this.#item.show();
  }

  dispose(): void {
    this.#item.dispose();
  }
}
