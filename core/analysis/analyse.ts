import { outlineOf } from '../article/outline';
import { runAtOnce } from '../cooperative';
import type { CanonicalText } from '../text/canonicalText';
import { readLogicalTextInSteps, type LogicalText } from '../text/logicalText';
import { logical, type Logical, type Range } from '../text/units';
import type { Analysis } from './analysis';
import { groupInSteps } from './entities';
import type { KnownEntities } from './knownEntities';
import type { Candidate, Mention } from './mention';
import { passagesOf, type Passage } from './passages';
import {
  candidatesByRules,
  readAgain,
  readInSteps,
  taggedCandidates,
  type PassageCache,
  type Reading,
} from './reading';
import type { Segmenter } from './segmenter';
import { speechIn, type Speech } from './speech';
import { recurrencesInSteps, type Recurrence } from './tagger/recurrence';
import type { Tagger } from './tagger/tagger';
import { withKnownEntities } from './withKnownEntities';
import { withLearnedNames } from './withLearnedNames';

/** What recognition needs beside the text. */
export interface AnalysisResources {
  readonly segmenter: Segmenter;
  /** Undefined where its model is missing or broken: the rules then decide by themselves. */
  readonly tagger: Tagger | undefined;
  /** What the user's authority files list: it wins over the tagger. Readings do not depend on it. */
  readonly known?: KnownEntities | undefined;
  /** The names that the user's decisions have taught: they are looked for where nothing else is found. */
  readonly learned?: KnownEntities | undefined;
  /** Of rules and model, for the source of suggestions; absent where nobody keeps them. */
  readonly version?: string;
}

/** Recognises, resolves and groups everything in an article. */
export function analyse(text: CanonicalText, resources: AnalysisResources, cache?: PassageCache): Analysis {
  return runAtOnce(analyseInSteps(text, resources, cache));
}

/** The same in steps: it yields after each passage and each part of the grouping, so that the caller can pause or give up there. */
export function* analyseInSteps(
  text: CanonicalText,
  { segmenter, tagger, known, learned }: AnalysisResources,
  cache?: PassageCache,
): Generator<void, Analysis> {
  const logicalText = yield* readLogicalTextInSteps(text);
  yield;
  const passages = passagesOf(logicalText);
  const readings = yield* readInSteps(
    passages.map(({ text: passage }) => passage),
    segmenter,
    tagger,
    cache,
  );
  const recurring = yield* recurrencesInSteps(readings.map(({ words, spans }) => ({ text: words.text, spans })));
  const found: Located[] = [];
  for (const [index, passage] of passages.entries()) {
    const reading = readings[index] as Reading;
    const recognised =
      tagger === undefined ? candidatesByRules(reading) : taggedAgain(reading, recurring[index], tagger);
    const listed = withKnownEntities(recognised, reading.words, known);
    for (const candidate of withLearnedNames(listed, reading.words, learned)) {
      found.push(located(logicalText, passage, candidate));
    }
    yield;
  }
  const { entities, entityOf } = yield* groupInSteps(logicalText.text, found, known);
  const mentions = found.map((span, index) => mention(logicalText, span, entityOf[index] ?? ''));
  return withViews({ text, logical: logicalText, mentions, entities });
}

/** What the tagger finds in a passage once it knows the rest of the document. */
function taggedAgain(reading: Reading, recurrence: Recurrence | undefined, tagger: Tagger): Candidate[] {
  const spans = recurrence === undefined ? reading.spans : readAgain(reading, recurrence, tagger);
  return taggedCandidates(spans, reading, recurrence);
}

/** Adds what is made of an analysis only when somebody looks at it. */
function withViews(found: Pick<Analysis, 'text' | 'logical' | 'mentions' | 'entities'>): Analysis {
  let outline: Analysis['outline'] | undefined;
  let speech: Speech | undefined;
  const spoken = (): Speech => (speech ??= speechIn(found.logical, found.mentions));
  return {
    ...found,
    get outline() {
      return (outline ??= outlineOf(found.logical));
    },
    get quotations() {
      return spoken().quotations;
    },
    get spokenParts() {
      return spoken().spokenParts;
    },
  };
}

interface Located extends Candidate {
  readonly logical: Range<Logical>;
  /** As printed, widths folded. */
  readonly text: string;
}

function located(logicalText: LogicalText, { start }: Passage, candidate: Candidate): Located {
  const { label, confidence, evidence } = candidate;
  const range = { start: logical(start + candidate.start), end: logical(start + candidate.end) };
  const text = logicalText.text.slice(range.start, range.end);
  // Field by field, as this runs for each mention.
  return { label, start: candidate.start, end: candidate.end, confidence, evidence, logical: range, text };
}

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
