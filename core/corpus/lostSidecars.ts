import type { AnnotationSet } from '../annotation/annotation';
import type { CanonicalText } from '../text/canonicalText';

/** A sidecar whose article is not where its name says. */
export interface LostSidecar {
  readonly address: string;
  readonly set: AnnotationSet;
}

/** An article that a lost sidecar may belong to. */
export interface Candidate {
  readonly address: string;
  readonly text: CanonicalText;
  readonly sha256: string;
}

export interface Match {
  readonly address: string;
  /** The text is the one that was annotated; else most of the annotated words stand in it. */
  readonly isSameText: boolean;
}

/** Share of the annotated words that must stand in an article for it to be offered. */
const ENOUGH = 0.8;
/** With fewer annotations their words say too little of a text. */
const FEWEST_WORDS = 3;

/**
 * The articles that a lost sidecar may belong to: those with the text it was written for; if there is none, the one in
 * which clearly most of its annotated words stand.
 */
export function matchesOf({ set }: LostSidecar, candidates: readonly Candidate[]): Match[] {
  const same = candidates.filter(({ sha256 }) => sha256 === set.text.sha256);
  if (same.length > 0) return same.map(({ address }) => ({ address, isSameText: true }));
  const words = [
    ...new Set(set.annotations.map(({ before, exact, after }) => before.slice(-4) + exact + after.slice(0, 4))),
  ];
  if (words.length < FEWEST_WORDS) return [];
  const shares = candidates
    .map(({ address, text }) => ({
      address,
      share: words.filter((word) => text.text.includes(word)).length / words.length,
    }))
    .sort((a, b) => b.share - a.share);
  const [first, second] = shares;
  if (first === undefined || first.share < ENOUGH || first.share - (second?.share ?? 0) < 0.5) return [];
  return [{ address: first.address, isSameText: false }];
}
