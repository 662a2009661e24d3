import type { Candidate } from '../mention';
import { hashOf } from './hash';
import { BODY, KINDS, tagsOf, type FlatSpan } from './tagSet';

/** What the rules hold each character of a passage for: a tag, and a hash of the rule that says so and how firmly. */
export interface Marks {
  readonly tags: Uint8Array;
  readonly sources: Int32Array;
}

/** Marks a passage with resolved candidates (ordered by start, longer first; an ORG may open a POST). */
export function marksOf(candidates: readonly Candidate[], length: number): Marks {
  const tags = new Uint8Array(length);
  const sources = new Int32Array(length);
  const spans: FlatSpan[] = [];
  for (let index = 0; index < candidates.length; index++) {
    const candidate = candidates[index] as Candidate;
    const inner = candidates[index + 1];
    let { start } = candidate;
    if (inner !== undefined && inner.start < candidate.end) {
      if (inner.end < candidate.end) {
        spans.push({ start: inner.start, end: inner.end, kind: BODY });
        sources.fill(sourceOf(inner), inner.start, inner.end);
        start = inner.end;
      }
      index++;
    }
    spans.push({ start, end: candidate.end, kind: KINDS.indexOf(candidate.label) });
    sources.fill(sourceOf(candidate), start, candidate.end);
  }
  tagsOf(spans, tags);
  return { tags, sources };
}

const sourceOf = ({ evidence, confidence }: Candidate): number =>
  hashOf(evidence[0]?.recogniser ?? '') ^ Math.floor(confidence * 5);
