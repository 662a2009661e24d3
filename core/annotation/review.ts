import type { CanonicalText } from '../text/canonicalText';
import { range, utf16, type Range, type Utf16 } from '../text/units';
import type { Anchoring } from './anchoring';
import { refersTo, type Annotation, type TextIdentity } from './annotation';
import type { Operation } from './operations';
import { spanFields } from './placement';
import { findPlaces, type Place } from './places';
import { StoredContext } from './storedContext';

/**
 * An annotation that a person should look at (*review*, *orphan*) or may look at: *moved* is certain, but its context has
 * changed, so a person or nobody gives it new offsets. Ranges are in the text of the editor.
 */
export type ReviewItem =
  | {
      readonly state: 'review' | 'moved';
      /** Why a place is doubted; *misplaced*: other words stand where the sidecar says. */
      readonly reason: 'ambiguous' | 'context' | 'variant' | 'misplaced';
      readonly annotation: Annotation;
      /** Where it may be; the further parts are those of a discontinuous span. */
      readonly parts: readonly Range<Utf16>[];
      /** The same as the first of `parts`. */
      readonly look: Range<Utf16>;
    }
  | {
      readonly state: 'orphan';
      readonly annotation: Annotation;
      /** An empty range where, by its context and its offsets, it stood. */
      readonly look: Range<Utf16>;
    };

type Parts = readonly Range<Utf16>[];

/**
 * What of a set needs a person, in the order of the text. `toLive` brings parts from the text of the anchorings into
 * `text`; it answers undefined where the words have been deleted since. `moved` has the ids of those that are certain and
 * yet not {@link isSure}.
 */
export function reviewItems(
  annotations: readonly Annotation[],
  anchorings: ReadonlyMap<string, Anchoring>,
  text: CanonicalText,
  toLive: (parts: Parts) => Parts | undefined,
  moved: ReadonlySet<string> = new Set(),
): ReviewItem[] {
  const items = annotations.flatMap((annotation): ReviewItem[] => {
    const anchoring = anchorings.get(annotation.id);
    if (anchoring === undefined) return [];
    const parts = anchoring.parts && toLive(anchoring.parts);
    const [look] = parts ?? [];
    if (parts === undefined || look === undefined)
      return [{ state: 'orphan', annotation, look: nearestPlace(annotation, text) }];
    const { isMisplaced } = anchoring;
    const place = { annotation, parts, look };
    if (anchoring.state === 'review') return [{ state: 'review', reason: anchoring.reason, ...place }];
    if (!moved.has(annotation.id) && isMisplaced !== true) return [];
    return [{ state: 'moved', reason: isMisplaced === true ? 'misplaced' : 'context', ...place }];
  });
  return items.sort((a, b) => a.look.start - b.look.start);
}

/**
 * The item to visit after (or before) the cursor; beyond the last one begins again. `visited` is the id of the one that
 * was visited last: several may stand at one place. Undefined when there is none.
 */
export function itemBeside(
  items: readonly ReviewItem[],
  cursor: Utf16,
  direction: 'next' | 'previous',
  visited?: string,
): ReviewItem | undefined {
  const at = items.findIndex(({ annotation, look }) => annotation.id === visited && look.start === cursor);
  if (direction === 'next')
    return (at === -1 ? items.find(({ look }) => look.start >= cursor) : items[at + 1]) ?? items[0];
  return (at === -1 ? items.findLast(({ look }) => look.start < cursor) : items[at - 1]) ?? items.at(-1);
}

/** A range that can be seen: the item's own, or the character beside a mere point, in the same line. */
export function visibleRange({ look }: ReviewItem, text: CanonicalText): Range<Utf16> {
  if (look.start < look.end) return look;
  const { line } = text.positionAt(look.start);
  if (look.start < text.lineEnd(line)) {
    const end = text.snap(utf16(look.start + 1));
    return range(look.start, end > look.start ? end : utf16(look.start + 2));
  }
  return range(text.snap(utf16(Math.max(text.lineStart(line), look.start - 1))), look.start);
}

/** Fewer characters of context than this stand in a news text by chance. */
const SHORTEST_TRACE = 4;

/** Where a lost annotation most probably stood: beside what is left of its context, else at its stored offset. */
export function nearestPlace(annotation: Annotation, text: CanonicalText): Range<Utf16> {
  const expected = text.toUtf16(annotation.start);
  const { before, after } = new StoredContext(annotation);
  const left = longestTrace(before.length, (length) => nearest(text.text, before.slice(-length), expected));
  const right = longestTrace(after.length, (length) => nearest(text.text, after.slice(0, length), expected));
  const at = right.length > left.length ? right.at : left.length > 0 ? left.at + left.length : expected;
  const snapped = text.snap(utf16(at));
  return range(snapped, snapped);
}

interface Trace {
  readonly length: number;
  readonly at: number;
}

/** The longest piece of a context that is found; where one is found, every shorter one is, so halving serves. */
function longestTrace(most: number, find: (length: number) => number): Trace {
  let best: Trace = { length: 0, at: 0 };
  let low = SHORTEST_TRACE;
  let high = most;
  while (low <= high) {
    const length = (low + high) >>> 1;
    const at = find(length);
    if (at === -1) high = length - 1;
    else {
      best = { length, at };
      low = length + 1;
    }
  }
  return best;
}

/** The occurrence of a piece that is nearest to an offset, or -1. */
function nearest(text: string, piece: string, offset: number): number {
  const behind = text.indexOf(piece, offset);
  const inFront = text.lastIndexOf(piece, offset);
  if (behind === -1 || inFront === -1) return Math.max(behind, inFront);
  return behind - offset < offset - inFront ? behind : inFront;
}

/** Above so many occurrences of its words only the first are offered. */
const MOST_JUDGED = 500;

/**
 * The places that hold the words of an annotation, the likeliest first: by how much of the stored context is found
 * beside them, then by their distance to the stored offset. At most `most`.
 */
export function candidatePlaces(annotation: Annotation, text: CanonicalText, most: number): Place[] {
  const context = new StoredContext(annotation);
  const expected = text.toUtf16(annotation.start);
  return findPlaces(annotation, text, MOST_JUDGED)
    .found.map((place) => ({
      place,
      likeness: likeness(context, text, place),
      distance: Math.abs(place[0].start - expected),
    }))
    .sort((a, b) => b.likeness - a.likeness || a.distance - b.distance)
    .slice(0, most)
    .map(({ place }) => place);
}

/** How much of the context is found near a place, what stands right beside it counting twice. */
function likeness(context: StoredContext, text: CanonicalText, [first]: Place): number {
  const { total, run } = context.agreement(text, first);
  return total + run / Math.max(1, context.length);
}

/**
 * Whether a save may give an annotation of a set new offsets without asking a person: it stands where its record says, or
 * is an exact and unique match. `hash` is the SHA-256 of `text`, in which it was anchored.
 */
export function isSure(
  annotation: Annotation,
  anchoring: Anchoring,
  fileText: TextIdentity,
  text: CanonicalText,
  hash: string,
): boolean {
  if (anchoring.state !== 'anchored') return false;
  const standsAsStored = refersTo(annotation, fileText, hash) && anchoring.isMisplaced !== true;
  return standsAsStored || isExactAndUnique(annotation, text);
}

/** Whether an annotation stands in a text with just the words and the whole context that it stores, and nowhere else. */
export function isExactAndUnique(annotation: Annotation, text: CanonicalText): boolean {
  const { before, after } = new StoredContext(annotation);
  const { found, isComplete } = findPlaces(annotation, text, 2, before, after);
  return isComplete && found.length === 1 && before + after !== '';
}

/** A person puts an annotation at a place of the text; everything else that is known of it stays. */
export function placeAt(id: string, parts: Parts, text: CanonicalText): Operation {
  return { kind: 'change', id, fields: { also: null, ...spanFields(text, parts), in: null } };
}
