import * as vscode from 'vscode';

/** How long the hint stays after letters have last gone to an input method, in milliseconds. */
const HINT_TIME = 15_000;

/**
 * Notices that letters go to an input method (of Chinese, say) and not to keys. An extension sees nothing of them but the
 * editor's command that a composition begins; it is listened to in annotate mode only, and handed on at once. Where another
 * extension has taken that command, nothing can be noticed.
 */
export class InputMethod implements vscode.Disposable {
  readonly #isListening: () => boolean;
  readonly #changed: () => void;
  #registration: vscode.Disposable | undefined;
  #timer: NodeJS.Timeout | undefined;

  /** `isListening` tells whether composing is of interest now; `changed` is called when `isActive` has. */
  constructor(isListening: () => boolean, changed: () => void) {
    this.#isListening = isListening;
    this.#changed = changed;
  }

  /** Whether letters were composed a moment ago. */
  get isActive(): boolean {
    return this.#timer !== undefined;
  }

  /** Listens while it is of interest. */
  update(): void {
    if (!this.#isListening()) {
      this.#registration?.dispose();
      this.#registration = undefined;
      this.letterArrived();
    } else if (this.#registration === undefined) {
      try {
        this.#registration = vscode.commands.registerCommand('compositionStart', (argument: unknown) => {
          this.#composed();
          return vscode.commands.executeCommand('default:compositionStart', argument);
        });
      } catch {
        // Another extension (a Vim) has it.
      }
    }
  }

  /** A letter came as a key: no input method is in the way. */
  letterArrived(): void {
    if (!this.isActive) return;
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#changed();
  }

  #composed(): void {
    const wasActive = this.isActive;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.letterArrived(), HINT_TIME);
    if (!wasActive) this.#changed();
  }

  dispose(): void {
    clearTimeout(this.#timer);
    this.#registration?.dispose();
  }
}
