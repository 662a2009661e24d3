import type { SegmentedBlock } from '../segmentedBlock';
import { FeatureReader } from './features';
import { FeatureScores, PAIRS, unpackScores } from './featureScores';
import { cluesOf, confidenceOf } from './confidence';
import type { Marks } from './marks';
import type { TaggerModel } from './model';
import type { Recurrence } from './recurrence';
import { MOST_FEATURES } from './templates';
import { spansOf, TAGS, type FlatSpan } from './tagSet';
import { Viterbi } from './viterbi';
import { WordClasses } from './wordClasses';

/** A span that the tagger found, and how likely it is right (0 to 1). */
export interface TaggedSpan extends FlatSpan {
  readonly confidence: number;
}

/** Tags passages with a trained model. One passage at a time: buffers are used again. */
export class Tagger {
  readonly #reader: FeatureReader;
  readonly #scores: FeatureScores;
  readonly #meetings: Int32Array;
  readonly #calibration: Float32Array;
  readonly #viterbi = new Viterbi();
  readonly #features = new Int32Array(MOST_FEATURES);
  readonly #sums = new Int32Array(PAIRS);
  #emissions = new Int32Array(0);

  constructor(model: TaggerModel) {
    this.#reader = new FeatureReader(new WordClasses(model.words, model.classes));
    this.#scores = new FeatureScores(model);
    this.#meetings = model.meetings;
    this.#calibration = model.calibration;
  }

  /** Tags a passage: its words, what the rules say of it, and what the rest of the document does. */
  tag(words: SegmentedBlock, marks: Marks, recurrence?: Recurrence): TaggedSpan[] {
    return this.tagWithClues(words, marks, recurrence).map(({ start, end, kind, clues }) => ({
      start,
      end,
      kind,
      confidence: confidenceOf(kind, clues, this.#calibration),
    }));
  }

  /** The same with the clues from which confidences are made. */
  tagWithClues(words: SegmentedBlock, marks: Marks, recurrence?: Recurrence): (FlatSpan & { clues: Float64Array })[] {
    const { text } = words;
    this.#reader.read(text, words.tokens, marks, recurrence);
    const found: (FlatSpan & { clues: Float64Array })[] = [];
    for (let start = 0; start < text.length; ) {
      const end = sentenceEnd(text, start);
      const sentence = this.#decode(start, end);
      for (const span of spansOf(sentence.tags, end - start)) {
        const clues = cluesOf(span, start, { ...sentence, marks, recurrence });
        found.push({ start: start + span.start, end: start + span.end, kind: span.kind, clues });
      }
      start = end;
    }
    return found;
  }

  #decode(start: number, end: number): { emissions: Int32Array; tags: Uint8Array; length: number } {
    const length = end - start;
    // One number more, because scores come in pairs.
    if (this.#emissions.length <= length * TAGS) this.#emissions = new Int32Array(length * TAGS * 2 + 1);
    const emissions = this.#emissions;
    for (let at = start; at < end; at++) {
      const count = this.#reader.featuresAt(at, this.#features);
      this.#scores.addTo(this.#sums.fill(0), 0, this.#features, count);
      unpackScores(this.#sums, 0, emissions, (at - start) * TAGS);
    }
    const tags = new Uint8Array(length);
    this.#viterbi.decode(emissions, this.#meetings, length, tags);
    return { emissions, tags, length };
  }
}

/** Where the sentence that starts at `start` ends: behind its full stop, or at a limit that keeps the buffers small. */
export function sentenceEnd(text: string, start: number): number {
  const stop = text.indexOf('。', start);
  const end = stop === -1 ? text.length : stop + 1;
  return end - start <= LONGEST_SENTENCE ? end : start + LONGEST_SENTENCE;
}

/** UTF-16 units. */
const LONGEST_SENTENCE = 2000;
