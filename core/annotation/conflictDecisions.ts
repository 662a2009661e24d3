import type { AnnotationSet } from './annotation';
import { conflictKey, merge, type Decision, type Decisions, type MergeConflict } from './merge';

/** A decision for each conflict by its {@link conflictKey}, or one for all of them. */
export type ConflictDecisions = Decision | Decisions;

/** The decided set, or the conflicts that have no decision yet. */
export type Decided =
  | { readonly kind: 'decided'; readonly set: AnnotationSet }
  | { readonly kind: 'undecided'; readonly conflicts: readonly MergeConflict[] };

/** Merges two sets that came from `base` and ends every conflict as decided; all other changes of both sides stay. */
export function mergeDecided(
  base: AnnotationSet,
  ours: AnnotationSet,
  theirs: AnnotationSet,
  decisions: ConflictDecisions,
): Decided {
  const isOneForAll = typeof decisions === 'string' || 'bothWithId' in decisions;
  const all = isOneForAll
    ? new Map(merge(base, ours, theirs).conflicts.map((conflict) => [conflictKey(conflict), decisions]))
    : decisions;
  const { set, conflicts } = merge(base, ours, theirs, all);
  return conflicts.length === 0 ? { kind: 'decided', set } : { kind: 'undecided', conflicts };
}
