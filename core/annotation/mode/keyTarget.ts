import { compareRanges, range, utf16, type Range, type Utf16 } from '../../text/units';
import type { Span as Place } from '../undecided';
import { shortest, spanAt, spanBefore } from './spanAt';
import { wordAt, type Words } from './spanEdges';

/** A place that an annotation has (then with its id) or a suggestion. */
export interface Stop extends Place {
  readonly id?: string;
}

/** What a key has led to or made, and where it has left the cursor: that is meant while the cursor stays there. */
export interface GoneTo extends Stop {
  readonly cursor: number;
}

/** What stands in an article, for a person who selects something or puts the cursor somewhere. */
export interface Surroundings<Suggested extends Place, Annotated extends Stop> {
  readonly text: string;
  readonly open: readonly Suggested[];
  readonly annotations: readonly Annotated[];
  readonly goneTo?: GoneTo | undefined;
  /** The words around the cursor, as far as they are known. */
  readonly words?: Words;
}

/** What a key works on. */
export type KeyTarget<Suggested extends Place, Annotated extends Place> =
  | { readonly kind: 'suggestion'; readonly suggestion: Suggested }
  | { readonly kind: 'annotation'; readonly annotation: Annotated }
  | { readonly kind: 'word'; readonly word: Range<Utf16> };

/**
 * What is meant, for whatever shows it or works on it. By a selection: the shortest annotation that holds it. By a cursor:
 * what was gone to; else of suggestions and annotations the longest that begins there, or the shortest that holds it; else
 * the word that goes on there; and where none does, at the end of a line or before a mark, what ends there. Undefined where
 * none of them stands.
 */
export function keyTargetAt<Suggested extends Place, Annotated extends Stop>(
  { text, open, annotations, goneTo, words = [] }: Surroundings<Suggested, Annotated>,
  { start: cursor, end }: Place,
): KeyTarget<Suggested, Annotated> | undefined {
  if (cursor < end) {
    const annotation = shortest(annotations.filter((each) => each.start <= cursor && end <= each.end));
    return annotation && { kind: 'annotation', annotation };
  }
  const near = ({ start, end: last }: Place): boolean => start <= cursor && cursor <= last;
  const suggestions = open.filter(near);
  const spans: readonly (Suggested | Annotated)[] = [...suggestions, ...annotations.filter(near)];
  const isInWord = isWord(text.slice(cursor, cursor + 2));
  const span =
    (goneTo?.cursor === cursor ? spans.find((each) => isSame(goneTo, each)) : undefined) ??
    spanAt(spans, cursor) ??
    (isInWord ? undefined : spanBefore(spans, cursor));
  if (span !== undefined)
    return suggestions.includes(span as Suggested)
      ? { kind: 'suggestion', suggestion: span as Suggested }
      : { kind: 'annotation', annotation: span as Annotated };
  const word = wordAt(
    words.filter((each) => isWord(text.slice(each.start, each.end))),
    utf16(cursor),
  );
  return word && { kind: 'word', word };
}

/** Whether a text begins with a letter or a digit. */
const isWord = (text: string): boolean => /^[\p{L}\p{N}]/u.test(text);

/** Whether the same was gone to, and the cursor left at the same place. */
export function isSameGoneTo(a: GoneTo | undefined, b: GoneTo | undefined): boolean {
  return a?.start === b?.start && a?.end === b?.end && a?.id === b?.id && a?.cursor === b?.cursor;
}

/** Whether a span is what was gone to: an annotation by its id, since its edges may have been moved. */
function isSame(goneTo: Stop, span: Stop): boolean {
  return goneTo.id === undefined ? goneTo.start === span.start && goneTo.end === span.end : goneTo.id === span.id;
}

/**
 * The stop to go to from a cursor, and its number among all in reading order (longer first at one start): the one beside what
 * was gone to or begins at the cursor, so that none is passed over or gone to again. They go round. Undefined where there
 * are none.
 */
export function stopBeside<Span extends Stop>(
  stops: readonly Span[],
  { cursor, goneTo }: { readonly cursor: number; readonly goneTo?: GoneTo | undefined },
  direction: 'next' | 'previous',
): { readonly stop: Span; readonly index: number } | undefined {
  const inOrder = stops.toSorted((a, b) => compareRanges(rangeOf(a), rangeOf(b)));
  const gone = goneTo?.cursor === cursor ? inOrder.findIndex((each) => isSame(goneTo, each)) : -1;
  const here = gone === -1 ? inOrder.findIndex(({ start }) => start === cursor) : gone;
  const before = inOrder.filter(({ start }) => start < cursor).length;
  const beside = direction === 'next' ? (here === -1 ? before : here + 1) : (here === -1 ? before : here) - 1;
  const index = (beside + inOrder.length) % inOrder.length;
  const stop = inOrder[index];
  return stop && { stop, index };
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
  return shortest(places.filter((place) => place.start <= start && end <= place.end && length(place) > end - start));
}

const length = ({ start, end }: Place): number => end - start;
const rangeOf = ({ start, end }: Place) => range(utf16(start), utf16(end));
