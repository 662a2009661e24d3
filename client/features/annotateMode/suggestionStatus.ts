import * as vscode from 'vscode';
import { keysOfCommand } from '../../../core/annotation/mode/modeKeys';
import type { Suggestion } from '../../../core/protocol';
import { range, utf16 } from '../../../core/text/units';
import { visibleText } from '../../../core/text/visible';
import type { AnnotatedArticle } from '../annotations/annotatedArticle';
import { shorten } from '../annotations/labelPick';
import { percent } from '../suggestionQueue/unsure';
import type { ModeKeyTable } from './modeKeyTable';

/** Says in the status bar what is suggested at the cursor, and which keys decide on it. */
export class SuggestionStatus implements vscode.Disposable {
  readonly #table: ModeKeyTable;
  /** Behind the keys of the labels: those stay at their place. */
  readonly #item = vscode.window.createStatusBarItem('corpusAnnotator.suggestion', vscode.StatusBarAlignment.Left, 9);

  constructor(table: ModeKeyTable) {
    this.#table = table;
    this.#item.name = vscode.l10n.t('Suggestion at the Cursor');
    this.#item.command = 'corpusAnnotator.showKeys';
    this.#item.tooltip = vscode.l10n.t('A key of a label annotates the words with that label. Press to see all keys.');
  }

  /** Shows the suggestion that the next key works on; nothing where there is none. */
  show(article: AnnotatedArticle, suggestion: Suggestion | undefined): void {
    if (suggestion === undefined) {
      this.hide();
      return;
    }
    const { start, end, label, confidence } = suggestion;
    const words = shorten(article.text.slice(range(utf16(start), utf16(end))));
    const found = `${words} ${visibleText(label)} ${percent(confidence)}`;
    this.#item.text = [found, ...this.#keys(article)].join(' · ').replace(/\$\(/g, '$\u2060(');
    this.#item.accessibilityInformation = { label: [found, ...this.#keys(article)].join(', '), role: 'button' };
    this.#item.show();
  }

  hide(): void {
    this.#item.hide();
  }

  /** What the keys do: of several for one command the last, which types no letter and so works under an input method. */
  #keys({ labels }: AnnotatedArticle): string[] {
    const meanings = this.#table.meanings(labels);
    const said = (command: string, say: (key: string) => string): string[] => {
      const key = keysOfCommand(meanings, `corpusAnnotator.${command}`).at(-1);
      return key === undefined ? [] : [say(key)];
    };
    return [
      ...said('accept', (key) => vscode.l10n.t('{0} accepts', key)),
      ...said('reject', (key) => vscode.l10n.t('{0} rejects', key)),
      ...said('nextSuggestion', (key) => vscode.l10n.t('{0} goes on', key)),
    ];
  }

  dispose(): void {
    this.#item.dispose();
  }
}
