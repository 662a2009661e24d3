import type { KnownEntities } from '../analysis/knownEntities';
import type { Mention } from '../analysis/mention';
import type { SegmentedBlock } from '../analysis/segmentedBlock';
import type { Schema } from '../annotation/schema';
import type { LinksView } from '../annotation/views';
import type { AnnotationView, RejectedView } from '../protocol';
import { runAtOnce } from '../cooperative';
import type { LogicalText } from '../text/logicalText';
import { logical, range, utf16, type Logical, type Range, type Utf16 } from '../text/units';

/** An article as the rules of consistency see it. */
export interface AnnotatedText extends LinksView {
  readonly logical: LogicalText;
  /** One for each part of a discontinuous annotation. */
  readonly annotations: readonly AnnotationView[];
  readonly rejected: readonly RejectedView[];
  /** What is recognised: it may know better than the segmenter. */
  readonly mentions: readonly Pick<Mention, 'range'>[];
  readonly schema: Schema;
  readonly known: KnownEntities | undefined;
  /** The words of a paragraph of the logical text; undefined where nobody can cut it. */
  readonly words: ((paragraph: string) => SegmentedBlock) | undefined;
}

/** A continuous annotation with the words that it stands on. */
export interface Labelled {
  readonly view: AnnotationView;
  readonly range: Range<Utf16>;
  readonly logical: Range<Logical>;
  /** As readers see them: column breaks rejoined, widths folded. */
  readonly words: string;
}

/** The annotations that stand on one piece of text, in their order. Parts of discontinuous ones are left out. */
export function labelledIn(article: AnnotatedText): Labelled[] {
  return runAtOnce(labelledInSteps(article));
}

/** The same in steps: it yields after some of them. */
export function* labelledInSteps({ logical: text, annotations }: AnnotatedText): Generator<void, Labelled[]> {
  const parts = new Map<string, number>();
  for (const { id } of annotations) parts.set(id, (parts.get(id) ?? 0) + 1);
  const labelled: Labelled[] = [];
  for (const [index, view] of annotations.entries()) {
    if (index % AT_ONCE === 0) yield;
    const place = range(utf16(view.start), utf16(view.end));
    if (parts.get(view.id) !== 1 || place.start >= place.end) continue;
    const last = text.toLogical(utf16(place.end - 1));
    const found = range(text.toLogical(place.start), logical(last + 1));
    labelled.push({ view, range: place, logical: found, words: text.text.slice(found.start, found.end) });
  }
  return labelled;
}

/** Annotations in one step. */
const AT_ONCE = 500;
