import { splitsPair } from '../../text/canonicalText';
import type { SegmentedBlock } from '../segmentedBlock';
import { FeatureReader } from './features';
import { cluesOf, confidenceOf } from './confidence';
import { CHARACTERS_AT_ONCE, Kernel, LONGEST_SENTENCE } from './kernel';
import type { Marks } from './marks';
import type { TaggerModel } from './model';
import type { Recurrence } from './recurrence';
import { OUTSIDE, spansOf, tagsOf, type FlatSpan } from './tagSet';
import { WordClasses } from './wordClasses';

/** A span that the tagger found, and how likely it is right (0 to 1). */
export interface TaggedSpan extends FlatSpan {
  readonly confidence: number;
}

/** Tags passages with a trained model. One passage at a time: buffers are used again. */
export class Tagger {
  readonly #reader: FeatureReader;
  readonly #kernel: Kernel;
  readonly #calibration: Float32Array;

  constructor(model: TaggerModel) {
    this.#reader = new FeatureReader(new WordClasses(model.words, model.classes));
    this.#kernel = new Kernel(model);
    this.#kernel.setMeetings(model.meetings);
    // A copy: the model's own would keep all its bytes in memory.
    this.#calibration = model.calibration.slice();
  }

  /** Tags a passage: its words, and what the rules say of it. */
  tag(words: SegmentedBlock, marks: Marks): TaggedSpan[] {
    return this.#confident(this.tagWithClues(words, marks));
  }

  /** Tags those sentences of a passage again of which the document says something else than `first`, a first reading. */
  tagAgain(words: SegmentedBlock, marks: Marks, recurrence: Recurrence, first: readonly TaggedSpan[]): TaggedSpan[] {
    const isNews = newsFinder(words.text.length, recurrence, first);
    this.#reader.read(words.text, words.tokens, marks, recurrence);
    return sentencesOf(words.text).flatMap(({ start, end }) =>
      isNews(start, end)
        ? this.#confident(this.#tagSentence(words.text, start, end, marks, recurrence))
        : first.filter((span) => span.start >= start && span.end <= end),
    );
  }

  /** Tags a passage, and tells the clues from which confidences are made. */
  tagWithClues(words: SegmentedBlock, marks: Marks, recurrence?: Recurrence): SpanWithClues[] {
    this.#reader.read(words.text, words.tokens, marks, recurrence);
    return sentencesOf(words.text).flatMap(({ start, end }) =>
      this.#tagSentence(words.text, start, end, marks, recurrence),
    );
  }

  #confident(spans: readonly SpanWithClues[]): TaggedSpan[] {
    return spans.map(({ start, end, kind, clues }) => ({
      start,
      end,
      kind,
      confidence: confidenceOf(kind, clues, this.#calibration),
    }));
  }

  #tagSentence(
    text: string,
    start: number,
    end: number,
    marks: Marks,
    recurrence: Recurrence | undefined,
  ): SpanWithClues[] {
    const sentence = { ...this.#decode(start, end), marks, recurrence };
    return spansOf(sentence.tags, end - start)
      .map((span) => ({
        start: behindPair(text, start + span.start),
        end: behindPair(text, start + span.end),
        kind: span.kind,
        clues: cluesOf(span, start, sentence),
      }))
      .filter((span) => span.start < span.end);
  }

  #decode(start: number, end: number): { emissions: Float32Array; tags: Uint8Array; length: number } {
    const { features, featureEnds, emissions } = this.#kernel;
    const length = end - start;
    for (let from = 0; from < length; from += CHARACTERS_AT_ONCE) {
      const count = Math.min(CHARACTERS_AT_ONCE, length - from);
      let written = 0;
      for (let index = 0; index < count; index++) {
        written = this.#reader.featuresAt(start + from + index, features, written);
        featureEnds[index] = written;
      }
      this.#kernel.sum(count, from);
    }
    const tags = new Uint8Array(length);
    this.#kernel.decode(length, tags);
    return { emissions, tags, length };
  }
}

/** An offset; one inside a surrogate pair becomes the end of the pair, so that whoever has its first half has it whole. */
function behindPair(text: string, offset: number): number {
  return splitsPair(text, offset) ? offset + 1 : offset;
}

type SpanWithClues = FlatSpan & { readonly clues: Float64Array };

/** Tells of a stretch of a passage whether the document holds any character in it for something else than `spans` do. */
function newsFinder(
  length: number,
  recurrence: Recurrence,
  spans: readonly FlatSpan[],
): (start: number, end: number) => boolean {
  const tags = new Uint8Array(length);
  tagsOf(spans, tags);
  return (start, end) => {
    for (let at = start; at < end; at++) {
      if (recurrence.tags[at] !== OUTSIDE && recurrence.tags[at] !== tags[at]) return true;
    }
    return false;
  };
}

/** Stretches of a passage that are decoded one by one: up to a full stop, or to a limit that keeps the buffers small. */
export function sentencesOf(text: string): { readonly start: number; readonly end: number }[] {
  const sentences = [];
  for (let start = 0; start < text.length;) {
    const stop = text.indexOf('。', start);
    const end = Math.min(stop === -1 ? text.length : stop + 1, start + LONGEST_SENTENCE);
    sentences.push({ start, end });
    start = end;
  }
  return sentences;
}
