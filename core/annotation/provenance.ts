import type { Provenance } from './annotation';
import type { QuerySource, SuggestionSource } from './source';

/** Gives the present time at each call; clocks are injected. */
export type Clock = () => Date;

/** What a new record says of its making. Without a name it is nobody's, and without a source it was made by hand. */
export function provenance(
  annotator: string | undefined,
  clock: Clock,
  source: SuggestionSource | QuerySource | undefined,
): Provenance {
  return {
    ...(annotator !== undefined && { by: annotator }),
    at: timestamp(clock()),
    ...(source !== undefined && { source }),
  };
}

/** A time as sidecars have it: UTC, to the second (`2026-03-01T08:30:00Z`). */
export function timestamp(time: Date): string {
  return time.toISOString().replace(/\.\d+Z$/, 'Z');
}
