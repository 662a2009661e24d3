/**
 * Something wrong with a user's data, as a value: core never throws for it.
 * `offset` and `end` are UTF-16 offsets in the text that was read (the raw text of a sidecar or a manifest).
 */
export interface Problem {
  readonly severity: 'error' | 'warning';
  /** Stable name of the kind of problem; clients translate by it. */
  readonly code: string;
  /** A plain English sentence that says what is wrong and what to do. */
  readonly message: string;
  readonly offset: number;
  readonly end: number;
}

/** What a parser returns: the value, or undefined where nothing can be trusted, and what is wrong. */
export interface Parsed<Value> {
  readonly value: Value | undefined;
  readonly problems: readonly Problem[];
}
