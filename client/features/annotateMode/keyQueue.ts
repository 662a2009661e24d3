/** How long a key waits for the one before, in milliseconds: what asks a person something does not hold the others up. */
const LONGEST_WAIT = 500;

/** Runs what keys do in the order in which they were pressed, so that a quick typist's next key sees what the last one did. */
export class KeyQueue {
  #last: Promise<unknown> = Promise.resolve();

  run<Result>(task: () => Promise<Result>): Promise<Result> {
    const before = this.#last;
    const result = before.then(task, task);
    this.#last = Promise.race([
      result.catch(() => undefined),
      before.then(() => new Promise((resolve) => setTimeout(resolve, LONGEST_WAIT))),
    ]);
    return result;
  }
}
