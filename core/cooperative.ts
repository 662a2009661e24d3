/** Asks whether the result is still wanted; compatible with the protocol's and the editor's cancellation tokens. */
export interface CancellationToken {
  readonly isCancellationRequested: boolean;
}

/** Gives other work a turn, and tells the time in milliseconds; both are the host's. */
export interface Turns {
  now(): number;
  next(): Promise<void>;
}

/** The longest that one turn of work holds the event loop, in milliseconds. */
const SLICE = 10;

/**
 * Runs work that yields between its steps without holding the event loop for more than about a slice (ms) plus one step.
 * Returns undefined when the token was cancelled on the way.
 */
export async function runInTurns<Result>(
  steps: Generator<void, Result>,
  turns: Turns,
  token: CancellationToken,
  slice = SLICE,
): Promise<Result | undefined> {
  let started = turns.now();
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
    if (turns.now() - started < slice) continue;
    await turns.next();
    if (token.isCancellationRequested) return undefined;
    started = turns.now();
  }
}

/** Runs work that yields between its steps in one go, for callers that may hold the event loop. */
export function runAtOnce<Result>(steps: Generator<void, Result>): Result {
  for (;;) {
    const step = steps.next();
    if (step.done === true) return step.value;
  }
}
