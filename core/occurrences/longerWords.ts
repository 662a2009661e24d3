import type { AnalysisResources } from '../analysis/analyse';
import { candidatesByRules, readPassage, taggedCandidates } from '../analysis/reading';
import type { SegmentedBlock } from '../analysis/segmentedBlock';
import { withKnownEntities } from '../analysis/withKnownEntities';
import { simplified } from '../text/scripts';

/** A piece of logical text, and spans of it. Offsets are UTF-16 units of the piece. */
export interface SpansInText {
  readonly text: string;
  readonly spans: readonly { readonly start: number; readonly end: number }[];
}

/** A longer word that a span cuts, or a longer name that it is a part of, with its place in the piece. */
export interface LongerWord {
  readonly kind: 'word' | 'name';
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

/**
 * For each span the longer word or name that speaks against it, if there is one: a longer name that an authority file lists,
 * or that the recogniser is sure of, or a word that the span cuts. What is recognised as it stands is right. The segmenter is
 * taken at its word where that is in its dictionary; what it has put together itself (its tag is `x`) is a guess.
 */
export function longerWords(
  { text, spans }: SpansInText,
  { segmenter, tagger, known }: AnalysisResources,
): (LongerWord | undefined)[] {
  const reading = readPassage(simplified(text), segmenter, tagger);
  const { words } = reading;
  const recognised =
    tagger === undefined ? candidatesByRules(reading) : taggedCandidates(reading.spans, reading, undefined);
  const names = withKnownEntities(recognised, words, known).filter(({ confidence }) => confidence >= SURE);
  const found = (kind: LongerWord['kind'], { start, end }: { start: number; end: number }): LongerWord => {
    return { kind, text: text.slice(start, end), start, end };
  };
  return spans.map(({ start, end }) => {
    if (names.some((name) => name.start === start && name.end === end)) return undefined;
    const name = names.find((other) => other.start <= start && end <= other.end);
    if (name !== undefined) return found('name', name);
    const word = [start, end].map((edge) => wordAcross(words, edge)).find((one) => one !== undefined);
    return word && found('word', word);
  });
}

/** How confident the recogniser must be of a name that is to keep others from being annotated. */
const SURE = 0.7;

/** The word of the dictionary that an offset is inside of, if there is one. */
export function wordAcross(words: SegmentedBlock, edge: number): { start: number; end: number } | undefined {
  const word = edge > 0 && edge < words.text.length ? words.tokenAt(edge) : undefined;
  return word !== undefined && word.start < edge && word.tag !== GUESSED && WORD.test(word.text) ? word : undefined;
}

const GUESSED = 'x';
const WORD = /\p{Script=Han}/u;
