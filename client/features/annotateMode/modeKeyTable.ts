import type * as vscode from 'vscode';
import {
  commandsBehind,
  keyMeanings,
  type Binding,
  type KeyCommand,
  type KeyMeaning,
} from '../../../core/annotation/mode/modeKeys';
import type { Label } from '../../../core/annotation/labels';

/** The keys that type no character, by the names under which package.json gives them to the dispatcher. */
const NAMED_KEYS: readonly KeyCommand[] = [
  { key: 'Enter', command: 'corpusAnnotator.accept' },
  { key: 'Backspace', command: 'corpusAnnotator.reject' },
  { key: 'Delete', command: 'corpusAnnotator.remove' },
  { key: 'Tab', command: 'corpusAnnotator.nextSuggestion' },
  { key: 'Shift+Tab', command: 'corpusAnnotator.previousSuggestion' },
  { key: 'Ctrl+Z', command: 'corpusAnnotator.undo' },
  { key: 'Ctrl+Shift+Z', command: 'corpusAnnotator.redo' },
  { key: '?', command: 'corpusAnnotator.showKeys' },
];

/** The part of the extension's manifest that says what keys do. */
interface Manifest {
  readonly contributes: {
    readonly keybindings: readonly Binding[];
    readonly commands: readonly { readonly command: string; readonly title: string }[];
  };
}

/** What every key means in annotate mode: the chords of package.json without their first key, and the labels of a schema. */
export class ModeKeyTable {
  readonly #titles: ReadonlyMap<string, string>;
  readonly #meanings = new WeakMap<readonly Label[], ReadonlyMap<string, KeyMeaning>>();
  /** What keys do unless the schema gives them to labels. */
  readonly commands: readonly KeyCommand[];

  constructor({ packageJSON }: vscode.Extension<unknown>) {
    const { keybindings, commands } = (packageJSON as Manifest).contributes;
    this.#titles = new Map(commands.map(({ command, title }) => [command, title]));
    this.commands = [...commandsBehind('alt+a', keybindings), ...NAMED_KEYS];
  }

  meanings(labels: readonly Label[]): ReadonlyMap<string, KeyMeaning> {
    const known = this.#meanings.get(labels) ?? keyMeanings(labels, this.commands);
    this.#meanings.set(labels, known);
    return known;
  }

  /** What a command is called in the palette, in the editor's language. */
  title(command: string): string {
    return this.#titles.get(command) ?? command;
  }
}
