import type * as vscode from 'vscode';

const KEY = 'lastLabel';

/** The label that was set last in this workspace, to be set again with one key. */
export class LastLabel {
  readonly #memory: vscode.Memento;
  readonly #changed: () => void;

  /** `changed` is called when there is another one. */
  constructor(memory: vscode.Memento, changed: () => void) {
    this.#memory = memory;
    this.#changed = changed;
  }

  get id(): string | undefined {
    return this.#memory.get<string>(KEY);
  }

  set(id: string): void {
    if (id === this.id) return;
    void this.#memory.update(KEY, id);
    this.#changed();
  }
}
