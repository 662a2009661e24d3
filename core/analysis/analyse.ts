import { outlineOf } from '../article/outline';
import type { CanonicalText } from '../text/canonicalText';
import { readLogicalText, type Block, type LogicalText } from '../text/logicalText';
import { logical, type Logical, type Range } from '../text/units';
import type { Analysis } from './analysis';
import { blockCandidates } from './blockCandidates';
import { groupEntities } from './entities';
import type { Candidate, Mention } from './mention';
import { supportCandidates } from './documentSupport';
import { resolveCandidates } from './resolveCandidates';
import type { Segmenter } from './segmenter';

/** What recognition needs beside the text. */
export interface AnalysisResources {
  readonly segmenter: Segmenter;
}

/** Candidates by the text of their block; an edit re-analyses changed blocks only. A `Map` serves. */
export interface BlockCache {
  get(text: string): readonly Candidate[] | undefined;
  set(text: string, candidates: readonly Candidate[]): unknown;
}

/** Recognises, resolves and groups everything in an article. */
export function analyse(text: CanonicalText, resources: AnalysisResources, cache?: BlockCache): Analysis {
  const steps = analyseInSteps(text, resources, cache);
  for (;;) {
    const step = steps.next();
    if (step.done === true) return step.value;
  }
}

/** The same in steps: it yields after each block, so that the caller can pause or give up between blocks. */
export function* analyseInSteps(
  text: CanonicalText,
  resources: AnalysisResources,
  cache?: BlockCache,
): Generator<void, Analysis> {
  const logicalText = readLogicalText(text);
  const proposed: (readonly Candidate[])[] = [];
  for (const block of logicalText.blocks) {
    proposed.push(candidatesOf(block, resources.segmenter, cache));
    yield;
  }
  const supported = supportCandidates(logicalText.blocks, proposed);
  const spans: Located[] = [];
  for (const [index, block] of logicalText.blocks.entries()) {
    for (const candidate of resolveCandidates(supported[index] ?? [], block.text.length)) {
      spans.push({
        ...candidate,
        logical: inDocument(block, candidate),
        text: block.text.slice(candidate.start, candidate.end),
      });
    }
    yield;
  }
  const { entities, entityOf } = groupEntities(logicalText.text, spans);
  const mentions = spans.map((span, index) => mention(logicalText, span, entityOf[index] ?? ''));
  return { text, logical: logicalText, outline: outlineOf(logicalText), mentions, entities };
}

interface Located extends Candidate {
  readonly logical: Range<Logical>;
  readonly text: string;
}

function candidatesOf(block: Block, segmenter: Segmenter, cache: BlockCache | undefined): readonly Candidate[] {
  const known = cache?.get(block.text);
  if (known !== undefined) return known;
  const candidates = blockCandidates(block.text, segmenter);
  cache?.set(block.text, candidates);
  return candidates;
}

const inDocument = (block: Block, { start, end }: Candidate): Range<Logical> => ({
  start: logical(block.range.start + start),
  end: logical(block.range.start + end),
});

function mention(logicalText: LogicalText, span: Located, entity: string): Mention {
  const { label, confidence, evidence, text } = span;
  return {
    label,
    range: logicalText.toCanonical(span.logical),
    logical: span.logical,
    text,
    confidence,
    evidence,
    entity,
  };
}
