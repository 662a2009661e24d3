/** After this many ends within the window the server is not started again by itself: it would only end again. */
export const MOST_CRASHES = 5;
const WINDOW_MS = 3 * 60 * 1000;

/** Decides whether a server that has ended unasked is started again. */
export class RestartPolicy {
  #crashes: number[] = [];

  /** Notes an end at a time in milliseconds, and answers whether to start again. */
  startsAgainAfterCrash(now: number): boolean {
    this.#crashes = [...this.#crashes, now].filter((crash) => now - crash < WINDOW_MS);
    return this.#crashes.length < MOST_CRASHES;
  }

  /** A person has asked for a new start: what was before does not count. */
  forgive(): void {
    this.#crashes = [];
  }
}
