import { analyse, type AnalysisResources } from '../analysis/analyse';
import type { CanonicalText } from '../text/canonicalText';
import type { LogicalText } from '../text/logicalText';
import { countMatches, sum, sumOf, type Counts, type CountsByLabel } from './counts';
import { recognitionErrors, type RecognitionError } from './errors';
import { inScheme, type LabelScheme } from './labelSchemes';
import { byParagraph } from './paragraphs';
import { reliability, type Judged, type Reliability } from './reliability';
import { segmenterNames } from './segmenterNames';
import { distinct, keyOf, type LabelledSpan, type ProposedSpan } from './spans';

/** A text whose names are known. */
export interface TestText {
  readonly name: string;
  readonly text: CanonicalText;
  readonly expected: readonly LabelledSpan[];
}

/** Texts that are evaluated together. */
export interface TestSet {
  readonly name: string;
  readonly kind: 'article' | 'sentence';
  readonly scheme: LabelScheme;
  readonly texts: readonly TestText[];
}

export interface Evaluation {
  readonly set: TestSet;
  /** What the units are: texts of the set or, where these are too few to draw from, their paragraphs. */
  readonly unitKind: TestSet['kind'] | 'paragraph';
  /** Exact matches of recognition, unit by unit. */
  readonly units: readonly CountsByLabel[];
  /** Exact matches of the segmenter's own tags in the same units. */
  readonly segmenterUnits: readonly CountsByLabel[];
  readonly errors: readonly LocatedError[];
  readonly reliability: Reliability;
}

export interface LocatedError extends RecognitionError {
  readonly in: TestText;
}

/** Below this number draws of whole texts are too alike to say anything of other texts. */
export const FEWEST_TEXTS = 10;

/** Compares recognition, and the segmenter's own tags, with what is known of the texts of a set. */
export function evaluateSet(set: TestSet, resources: AnalysisResources): Evaluation {
  const texts = set.texts.map((text) => compare(text, set.scheme, resources));
  const paragraphs = set.texts.length < FEWEST_TEXTS;
  const unitsOf = (proposed: (one: Compared) => readonly LabelledSpan[]): CountsByLabel[] =>
    texts.flatMap((one) =>
      paragraphs ? countParagraphs(proposed(one), one) : countMatches(proposed(one), one.expected),
    );
  return {
    set,
    unitKind: paragraphs ? 'paragraph' : set.kind,
    units: unitsOf(({ proposed }) => proposed),
    segmenterUnits: unitsOf(({ segmenter }) => segmenter),
    errors: texts.flatMap(({ proposed, expected, in: text }) =>
      recognitionErrors(proposed, expected).map((error) => ({ ...error, in: text })),
    ),
    reliability: reliability(texts.flatMap(judged)),
  };
}

/** The counts of some labels over all units. */
export function totalOf(labels: readonly string[], units: readonly CountsByLabel[]): Counts {
  return sum(units.map((unit) => sumOf(labels, unit)));
}

/** What is known and what was found in a text, in the labels of the set. */
interface Compared {
  readonly in: TestText;
  readonly logical: LogicalText;
  readonly expected: readonly LabelledSpan[];
  readonly proposed: readonly ProposedSpan[];
  readonly segmenter: readonly LabelledSpan[];
}

function compare(text: TestText, scheme: LabelScheme, resources: AnalysisResources): Compared {
  const { logical, mentions } = analyse(text.text, resources);
  const proposed = mentions.map(({ range, label, confidence }) => ({ ...range, label, confidence }));
  return {
    in: text,
    logical,
    expected: inScheme(text.expected, scheme),
    proposed: inScheme(proposed, scheme),
    segmenter: inScheme(segmenterNames(logical, resources.segmenter), scheme),
  };
}

function countParagraphs(proposed: readonly LabelledSpan[], { expected, logical }: Compared): CountsByLabel[] {
  const expectedIn = byParagraph(expected, logical);
  return byParagraph(proposed, logical).map((spans, index) => countMatches(spans, expectedIn[index] ?? []));
}

function judged({ proposed, expected }: Compared): Judged[] {
  const right = new Set(expected.map(keyOf));
  return distinct(proposed).map((span) => ({ confidence: span.confidence, correct: right.has(keyOf(span)) }));
}
