import type { KnownEntities } from './knownEntities';
import type { Candidate } from './mention';
import type { SegmentedBlock } from './segmentedBlock';

/**
 * Adds names that a person has accepted elsewhere, where nothing else was found: they propose and never replace. Candidates
 * are ordered by start, longer first, and so is the result. Linear in the passage, sorting apart.
 */
export function withLearnedNames(
  candidates: readonly Candidate[],
  words: SegmentedBlock,
  learned: KnownEntities | undefined,
): readonly Candidate[] {
  const occurrences = learned?.occurrences(words) ?? [];
  let first = 0;
  let reach = 0;
  const free = occurrences.filter(({ start, end }) => {
    for (; (candidates[first]?.start ?? Infinity) < end; first++) reach = Math.max(reach, candidates[first]?.end ?? 0);
    return reach <= start;
  });
  if (free.length === 0) return candidates;
  const added = free.map(({ label, start, end, detail }): Candidate => {
    const evidence = [{ recogniser: LEARNED_NAME, detail }];
    return { label, start, end, confidence: LEARNED_CONFIDENCE, evidence };
  });
  return [...candidates, ...added].sort((a, b) => a.start - b.start || b.end - a.end);
}

/** The evidence of a name that a person has accepted elsewhere. */
export const LEARNED_NAME = 'accepted-elsewhere';

/** The words alone say nothing either way; what was decided on them does. */
const LEARNED_CONFIDENCE = 0.5;
