import type { Candidate } from '../mention';
import type { CodedText } from '../patterns/codedText';
import type { Reading } from '../patterns/patternRules';

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

/** Reads each match as a candidate; the detail is the matched text. */
export const matched =
  (label: string, confidence: number, recogniser: string): Reading<CodedText, Candidate> =>
  ({ text }, { start, end }) =>
    candidate(label, start, end, confidence, recogniser, text.slice(start, end));
