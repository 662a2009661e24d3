/** What one section of the durability checks found. */
export interface Report {
  readonly name: string;
  /** What was done how often, for the summary. */
  readonly figures: string;
  /** Sentences; empty when every promise held. */
  readonly failures: readonly string[];
  /** Why the section could not run on this machine. */
  readonly skipped?: string;
}

export const skipped = (name: string, reason: string): Report => ({ name, figures: '', failures: [], skipped: reason });
