import type { Candidate } from '../mention';

/** A candidate with one piece of evidence. */
export function candidate(
  label: string,
  start: number,
  end: number,
  confidence: number,
  recogniser: string,
  detail: string,
): Candidate {
  return { label, start, end, confidence, evidence: [{ recogniser, detail }] };
}

/** The details of two candidates that stand directly behind each other and are taken together. */
export const joinedDetail = (first: Candidate, last: Candidate): string =>
  [first, last].map(({ evidence }) => evidence[0]?.detail ?? '').join(' + ');

/** A candidate for each match of a pattern; the pattern must be global. The detail is the matched text. */
export function matches(
  text: string,
  pattern: RegExp,
  label: string,
  confidence: number,
  recogniser: string,
): Candidate[] {
  return Array.from(text.matchAll(pattern), (match) =>
    candidate(label, match.index, match.index + match[0].length, confidence, recogniser, match[0]),
  );
}
