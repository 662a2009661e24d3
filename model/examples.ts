import { candidatesIn } from '../core/analysis/blockCandidates';
import { passagesOf } from '../core/analysis/passages';
import { resolveCandidates } from '../core/analysis/resolveCandidates';
import { SegmentedBlock } from '../core/analysis/segmentedBlock';
import type { Segmenter } from '../core/analysis/segmenter';
import { FeatureReader } from '../core/analysis/tagger/features';
import { marksOf, type Marks } from '../core/analysis/tagger/marks';
import { recurrences, type Recurrence } from '../core/analysis/tagger/recurrence';
import { BODY, KINDS, TAGS, kindOf, tagOf, tagsOf, type FlatSpan } from '../core/analysis/tagger/tagSet';
import { MOST_FEATURES } from '../core/analysis/tagger/templates';
import { sentencesOf, type Tagger } from '../core/analysis/tagger/tagger';
import type { WordClasses } from '../core/analysis/tagger/wordClasses';
import { CanonicalText } from '../core/text/canonicalText';
import { readLogicalText } from '../core/text/logicalText';
import { simplified } from '../core/text/scripts';
import { utf16 } from '../core/text/units';
import { foldWidths } from '../core/text/widths';
import type { Example, Truth } from './perceptron';
import type { GoldSpan, TaggedArticle } from './taggedArticle';
import type { NerSentence } from './universalNer';

/** A passage of a tagged article, as recognition reads it, and its flat gold spans. */
export interface GoldPassage {
  readonly words: SegmentedBlock;
  readonly marks: Marks;
  readonly spans: readonly FlatSpan[];
}

/** Turns tagged texts into examples. */
export class ExampleMaker {
  readonly #segmenter: Segmenter;
  readonly #reader: FeatureReader;
  readonly #buffer = new Int32Array(MOST_FEATURES);

  constructor(segmenter: Segmenter, classes: WordClasses) {
    this.#segmenter = segmenter;
    this.#reader = new FeatureReader(classes);
  }

  passagesOf(article: TaggedArticle): GoldPassage[] {
    const logical = readLogicalText(new CanonicalText(article.text));
    const spans = article.spans.map(({ start, end, label }) => ({
      start: logical.toLogical(utf16(start)),
      end: logical.toLogical(utf16(end - 1)) + 1,
      label,
    }));
    return passagesOf(logical).map(({ start, text }) => {
      const inside = spans
        .filter((span) => span.start >= start && span.end <= start + text.length)
        .map((span) => ({ start: span.start - start, end: span.end - start, label: span.label }));
      return { ...this.#read(text), spans: flattened(inside) };
    });
  }

  /** The sentences of an article; `first` tells what a first reading finds, so that recurrence can be learnt. */
  *ofArticle(article: TaggedArticle, first: Tagger | undefined): Generator<Example> {
    const passages = this.passagesOf(article);
    const recurring =
      first === undefined
        ? []
        : recurrences(passages.map(({ words, marks }) => ({ text: words.text, spans: first.tag(words, marks) })));
    for (const [index, { words, marks, spans }] of passages.entries()) {
      const tags = new Uint8Array(words.text.length);
      tagsOf(spans, tags);
      yield* this.#sentences(words, marks, recurring[index], (start, end) => ({ tags: tags.slice(start, end) }));
    }
  }

  /**
   * The sentences of a line of Universal NER, whose labels are a part of ours; `first` tells where the others stand,
   * which are open without it.
   */
  *ofSentence(sentence: NerSentence, first: Tagger | undefined): Generator<Example> {
    const { words, marks } = this.#read(simplified(foldWidths(sentence.text)));
    const others = first
      ?.tag(words, marks)
      .filter(
        ({ start, end, kind }) =>
          !CLOSED.has(kind) && !sentence.spans.some((span) => span.start < end && start < span.end),
      );
    const allowed = allowedTags(words.text.length, sentence.spans, others);
    yield* this.#sentences(words, marks, undefined, (start, end) => ({
      allowed: allowed.slice(start * TAGS, end * TAGS),
    }));
  }

  #read(text: string): { words: SegmentedBlock; marks: Marks } {
    const words = new SegmentedBlock(text, this.#segmenter);
    return { words, marks: marksOf(resolveCandidates(candidatesIn(words), text.length), text.length) };
  }

  *#sentences(
    words: SegmentedBlock,
    marks: Marks,
    recurrence: Recurrence | undefined,
    truth: (start: number, end: number) => Truth,
  ): Generator<Example> {
    this.#reader.read(words.text, words.tokens, marks, recurrence);
    for (const { start, end } of sentencesOf(words.text)) {
      const starts = new Uint32Array(end - start + 1);
      const features = new Int32Array((end - start) * MOST_FEATURES);
      let used = 0;
      for (let at = start; at < end; at++) {
        starts[at - start] = used;
        const count = this.#reader.featuresAt(at, this.#buffer);
        features.set(this.#buffer.subarray(0, count), used);
        used += count;
      }
      starts[end - start] = used;
      yield { length: end - start, features: features.slice(0, used), starts, truth: truth(start, end) };
    }
  }
}

/** Nested spans (ordered by start, longer first) as flat ones: a body that opens a post stands in front of it. */
export function flattened(spans: readonly GoldSpan[]): FlatSpan[] {
  const flat: FlatSpan[] = [];
  for (let index = 0; index < spans.length; index++) {
    const span = spans[index] as GoldSpan;
    const inner = spans[index + 1];
    let { start } = span;
    if (inner !== undefined && inner.start < span.end) {
      if (inner.start === span.start && inner.end < span.end) {
        flat.push({ start: inner.start, end: inner.end, kind: BODY });
        start = inner.end;
      }
      index++;
    }
    flat.push({ start, end: span.end, kind: KINDS.indexOf(span.label) });
  }
  return flat;
}

/** Which of our kinds a label of Universal NER can stand for: it calls named buildings places. */
const KINDS_OF_LABEL: Readonly<Record<string, readonly number[]>> = {
  PER: [KINDS.indexOf('PER')],
  LOC: [KINDS.indexOf('LOC'), KINDS.indexOf('FAC')],
  ORG: [KINDS.indexOf('ORG'), BODY],
};
/** Kinds that stand nowhere but where Universal NER says so. */
const CLOSED = new Set(Object.values(KINDS_OF_LABEL).flat());

function allowedTags(length: number, spans: readonly GoldSpan[], others: readonly FlatSpan[] | undefined): Uint8Array {
  const allowed = new Uint8Array(length * TAGS);
  const known = new Uint8Array(length);
  tagsOf(others ?? [], known);
  for (let at = 0; at < length; at++) {
    if (others !== undefined) allowed[at * TAGS + (known[at] as number)] = 1;
    else for (let tag = 0; tag < TAGS; tag++) if (!CLOSED.has(kindOf(tag))) allowed[at * TAGS + tag] = 1;
  }
  for (const { start, end, label } of spans) {
    const kinds = KINDS_OF_LABEL[label];
    if (kinds === undefined) continue;
    for (let at = start; at < end; at++) {
      allowed.fill(0, at * TAGS, (at + 1) * TAGS);
      const part = end - start === 1 ? 3 : at === start ? 0 : at === end - 1 ? 2 : 1;
      for (const kind of kinds) allowed[at * TAGS + tagOf(kind, part)] = 1;
    }
  }
  return allowed;
}
