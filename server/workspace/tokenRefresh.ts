/** How long further notices are waited for before the client is asked to fetch its tokens anew, in milliseconds. */
const PAUSE = 40;

/**
 * Asks the client to fetch what it shows of annotations (semantic tokens, label tags) anew once annotations have changed. An edit of the text makes it fetch them by
 * itself, a little later and once for many keys; a request then would have the article analysed at every keystroke.
 */
export class TokenRefresh {
  readonly #refresh: () => void;
  readonly #pause: number;
  readonly #waiting = new Map<string, NodeJS.Timeout>();

  /** For how many articles a notice waits. */
  get size(): number {
    return this.#waiting.size;
  }

  /** `pause`: in milliseconds. */
  constructor(refresh: () => void, pause = PAUSE) {
    this.#refresh = refresh;
    this.#pause = pause;
  }

  /** The annotations of an article have changed. */
  wanted(uri: string): void {
    this.needless(uri);
    const ask = (): void => {
      this.#waiting.delete(uri);
      this.#refresh();
    };
    this.#waiting.set(uri, setTimeout(ask, this.#pause));
  }

  /** The text has changed as well, or is closed. */
  needless(uri: string): void {
    clearTimeout(this.#waiting.get(uri));
    this.#waiting.delete(uri);
  }
}
