import type { Range, Utf16 } from '../../text/units';
import type { Span as Place } from '../undecided';
import { spanAt, spanBefore } from './spanAt';
import { wordAt, type Words } from './spanEdges';

/** What stands in an article, for a key that works at a cursor. */
export interface Surroundings<Suggested extends Place, Annotated extends Place> {
  readonly open: readonly Suggested[];
  readonly annotations: readonly Annotated[];
  readonly words: Words;
}

/** What a key works on where nothing is selected. */
export type KeyTarget<Suggested extends Place, Annotated extends Place> =
  | { readonly kind: 'suggestion'; readonly suggestion: Suggested }
  | { readonly kind: 'annotation'; readonly annotation: Annotated }
  | { readonly kind: 'word'; readonly word: Range<Utf16> };

/**
 * What a cursor means: the suggestion that holds it, else the annotation, else what ends there in the same order, else the
 * word. Undefined where none of them stands.
 */
export function keyTargetAt<Suggested extends Place, Annotated extends Place>(
  { open, annotations, words }: Surroundings<Suggested, Annotated>,
  cursor: Utf16,
): KeyTarget<Suggested, Annotated> | undefined {
  for (const find of [spanAt, spanBefore]) {
    const suggestion = find(open, cursor);
    if (suggestion !== undefined) return { kind: 'suggestion', suggestion };
    const annotation = find(annotations, cursor);
    if (annotation !== undefined) return { kind: 'annotation', annotation };
  }
  const word = wordAt(words, cursor);
  return word && { kind: 'word', word };
}

/** The place of a target. */
export function placeOf(target: KeyTarget<Place, Place>): Place {
  switch (target.kind) {
    case 'suggestion':
      return target.suggestion;
    case 'annotation':
      return target.annotation;
    case 'word':
      return target.word;
  }
}

/** The smallest of some places that holds a selection and more; undefined where none does. */
export function nextLarger(places: readonly Place[], { start, end }: Place): Place | undefined {
  const larger = places.filter((place) => place.start <= start && end <= place.end && length(place) > end - start);
  return larger.reduce<Place | undefined>(
    (best, place) => (best === undefined || length(place) < length(best) ? place : best),
    undefined,
  );
}

const length = ({ start, end }: Place): number => end - start;
