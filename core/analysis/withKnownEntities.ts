import type { KnownEntities, Occurrence } from './knownEntities';
import type { Candidate } from './mention';
import type { SegmentedBlock } from './segmentedBlock';

/**
 * Puts the names that the user has listed in the place of what the tagger found there. Two things stay as they are: a
 * longer mention around a listed name (郑州 in 郑州市委; by the guidelines a name that is only part of another is not
 * marked), and an ORG that opens a POST, whichever of the two is listed. Candidates are ordered by start, longer first,
 * and so is the result; it is free of overlaps but for the ORGs that open POSTs. Linear in the passage, sorting apart.
 */
export function withKnownEntities(
  candidates: readonly Candidate[],
  words: SegmentedBlock,
  known: KnownEntities | undefined,
): readonly Candidate[] {
  const meetings = known === undefined ? [] : meetingsOf(known.occurrences(words), candidates);
  if (meetings.length === 0) return candidates;
  const crossed = new Set(meetings.flatMap(({ occurrence, met }) => met.filter((one) => crosses(occurrence, one))));
  const winners = meetings.filter(({ occurrence, met }) =>
    met.every((one) => crossed.has(one) || !isPartOf(occurrence, one) || opensPost(occurrence, one)),
  );
  const replaced = new Set(winners.flatMap(({ occurrence, met }) => met.filter((one) => !canNest(occurrence, one))));
  return [
    ...candidates.filter((candidate) => !replaced.has(candidate)),
    ...winners.map(({ occurrence }) => listed(occurrence)),
  ].sort(byPlace);
}

/** A listed name and the candidates that share characters with it. */
interface Meeting {
  readonly occurrence: Occurrence;
  readonly met: readonly Candidate[];
}

/** Linear, because listed names lie apart and candidates are nested once at most. */
function meetingsOf(occurrences: readonly Occurrence[], candidates: readonly Candidate[]): Meeting[] {
  let first = 0;
  return occurrences.map((occurrence) => {
    while ((candidates[first]?.end ?? Infinity) <= occurrence.start) first++;
    const met: Candidate[] = [];
    for (let index = first; index < candidates.length; index++) {
      const candidate = candidates[index] as Candidate;
      if (candidate.start >= occurrence.end) break;
      if (candidate.end > occurrence.start) met.push(candidate);
    }
    return { occurrence, met };
  });
}

type Place = Pick<Candidate, 'label' | 'start' | 'end'>;

const contains = (outer: Place, inner: Place): boolean => outer.start <= inner.start && inner.end <= outer.end;

/** Whether spans that share characters cut into each other. */
const crosses = (a: Place, b: Place): boolean => !contains(a, b) && !contains(b, a);

const isPartOf = (inner: Place, outer: Place): boolean => contains(outer, inner) && !contains(inner, outer);

const opensPost = (body: Place, post: Place): boolean =>
  body.label === 'ORG' && post.label === 'POST' && body.start === post.start && body.end < post.end;

const canNest = (a: Place, b: Place): boolean => opensPost(a, b) || opensPost(b, a);

const listed = ({ label, start, end, detail }: Occurrence): Candidate => ({
  label,
  start,
  end,
  confidence: 1,
  evidence: [{ recogniser: 'authority', detail }],
});

const byPlace = (a: Place, b: Place): number => a.start - b.start || b.end - a.end;
