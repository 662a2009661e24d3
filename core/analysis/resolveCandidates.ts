import { DEFAULT_LABELS } from '../annotation/labels';
import type { Candidate } from './mention';

/**
 * Chooses among overlapping candidates of one block, best first: a candidate is worth its confidence times its length
 * (the guidelines ask for the longest span); ties go to the label that comes first in the guidelines. The result is
 * ordered by start, longer first; spans are disjoint but for an ORG inside a POST. O(n log n) in the candidates.
 */
export function resolveCandidates(candidates: readonly Candidate[], length: number): Candidate[] {
  const taken = new Uint8Array(length);
  const chosen: Candidate[] = [];
  const posts = new Map<number, Candidate>();
  for (const candidate of candidates.filter(isBelievable).sort(bestFirst)) {
    if (isTaken(taken, candidate)) continue;
    taken.fill(1, candidate.start, candidate.end);
    chosen.push(candidate);
    if (candidate.label === 'POST') posts.set(candidate.start, candidate);
  }
  return [...chosen, ...bodiesInside(posts, candidates)].sort(byPlace);
}

/** Below this a candidate is only a hint. */
const BELIEVABLE = 0.5;

const isBelievable = ({ confidence, start, end }: Candidate): boolean => confidence >= BELIEVABLE && end > start;

/** A personal name is short and seldom a part of something else, so that it counts as if it were longer. */
const worth = ({ label, confidence, start, end }: Candidate): number =>
  confidence * (end - start + (label === 'PER' ? 4 : 1));

const PRECEDENCE: ReadonlyMap<string, number> = new Map(DEFAULT_LABELS.map(({ id }, index) => [id, index]));

const rank = ({ label }: Candidate): number => PRECEDENCE.get(label) ?? DEFAULT_LABELS.length;

const bestFirst = (a: Candidate, b: Candidate): number =>
  worth(b) - worth(a) || rank(a) - rank(b) || a.start - b.start || b.end - a.end;

/** Orders spans as nested spans are read. */
const byPlace = (a: Candidate, b: Candidate): number => a.start - b.start || b.end - a.end;

function isTaken(taken: Uint8Array, { start, end }: Candidate): boolean {
  for (let at = start; at < end; at++) if (taken[at] === 1) return true;
  return false;
}

/** The body that opens a chosen post: the one nesting of the guidelines. */
function bodiesInside(posts: ReadonlyMap<number, Candidate>, candidates: readonly Candidate[]): Candidate[] {
  const bodies = new Map<number, Candidate>();
  for (const candidate of candidates) {
    if (candidate.label !== 'ORG') continue;
    const post = posts.get(candidate.start);
    if (post === undefined || candidate.end >= post.end) continue;
    if (!candidate.evidence.some(({ recogniser }) => recogniser === BODY_OF_POST)) continue;
    const known = bodies.get(candidate.start);
    if (known === undefined || known.end < candidate.end) bodies.set(candidate.start, candidate);
  }
  return [...bodies.values()];
}

const BODY_OF_POST = 'body-of-post';
