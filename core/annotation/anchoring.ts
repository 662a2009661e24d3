import type { CanonicalText } from '../text/canonicalText';
import { range, utf16, type Range, type Utf16 } from '../text/units';
import { refersTo, type Annotation, type AnnotationSet, type SpanPart } from './annotation';
import { CONTEXT_LENGTH } from './spanDescription';

/**
 * Where an annotation is in a text. *Anchored* is certain; *review* is a place for a person to confirm; an *orphan* has no
 * place, is kept and listed, and can be placed by hand. `parts` holds `range` and the further parts of a discontinuous span.
 */
export type Anchoring =
  | {
      readonly state: 'anchored' | 'review';
      readonly range: Range<Utf16>;
      readonly parts: readonly Range<Utf16>[];
    }
  | { readonly state: 'orphan'; readonly range?: undefined; readonly parts?: undefined };

const ORPHAN: Anchoring = { state: 'orphan' };

/*
 * Agreement of context is the share of the stored context that is found, in order, next to a candidate: 1 for the same
 * context, about 0.2 for unrelated news prose. The limits were set on simulated edits of the sample articles
 * (test/core/annotation/anchoringQuality.test.ts measures them); wrong places cost more than orphans.
 */

/** A candidate is certain where both sides agree at least this much … */
const CERTAIN_AGREEMENT = 0.7;
/** … and every rival agrees less by at least this much. */
const CLEAR_LEAD = 0.2;
/** … and on one side at least this many characters stand right beside it: a name repeated nearby shares the rest. */
const CERTAIN_RUN = 6;
/** A candidate is worth a look from this agreement on; a longer quotation speaks for itself and needs less context. */
const plausibleAgreement = (quoteLength: number): number => Math.max(0.4, 0.7 - 0.02 * quoteLength);
/** … if on one side at least this many characters (all, where fewer are stored) stand right beside it. */
const PLAUSIBLE_RUN = 4;

/**
 * Finds an annotation in a text. `sameText` says that its offsets were made for a text with the same hash; even then
 * the annotated words must stand there. Otherwise exact occurrences are judged by their context. There is no fuzzy search:
 * in Chinese it puts most deleted names somewhere else.
 */
export function anchor(annotation: Annotation, text: CanonicalText, sameText: boolean): Anchoring {
  const stored = partsOf(annotation).map((part) => storedRange(part, text));
  if (sameText && stored.every((part) => part !== undefined))
    return { state: 'anchored', range: stored[0] as Range<Utf16>, parts: stored };
  return anchorByContext(annotation, text);
}

/** The anchoring of every annotation of a set, by id. `textHash` is the SHA-256 of `text`. */
export function anchorAll(set: AnnotationSet, text: CanonicalText, textHash: string): ReadonlyMap<string, Anchoring> {
  return new Map(
    set.annotations.map((annotation) => [
      annotation.id,
      anchor(annotation, text, refersTo(annotation, set.text, textHash)),
    ]),
  );
}

function partsOf(annotation: Annotation): readonly SpanPart[] {
  return [annotation, ...(annotation.also ?? [])];
}

/** The stored place of a part, where its words stand there. */
function storedRange(part: SpanPart, text: CanonicalText): Range<Utf16> | undefined {
  if (part.start > part.end || part.end > text.length) return undefined;
  const place = text.rangeToUtf16(part);
  return text.slice(place) === part.exact ? place : undefined;
}

function anchorByContext(annotation: Annotation, text: CanonicalText): Anchoring {
  const places = findPlaces(annotation, text);
  const close = places.length > MANY_PLACES ? places.filter((place) => isClose(annotation, text, place)) : places;
  const candidates = close.slice(0, MOST_JUDGED).map((parts) => ({
    parts,
    ...contextAgreement(annotation, text, parts),
  }));
  const [best, rival] = candidates.toSorted((a, b) => b.total - a.total);
  if (best === undefined || !isPlausible(best, annotation)) return ORPHAN;
  const isClear = close.length <= MOST_JUDGED && (rival === undefined || best.total - rival.total >= CLEAR_LEAD);
  const state = isClear && isCertain(best) ? 'anchored' : 'review';
  return { state, range: best.parts[0], parts: best.parts };
}

function isPlausible({ total, run }: Agreement, { exact, before, after }: Annotation): boolean {
  const wantedRun = Math.min(PLAUSIBLE_RUN, Math.max(before.length, after.length, 1));
  return total >= plausibleAgreement(exact.length) && run >= wantedRun;
}

function isCertain({ before, after, run }: Agreement): boolean {
  return before >= CERTAIN_AGREEMENT && after >= CERTAIN_AGREEMENT && run >= CERTAIN_RUN;
}

/** Above so many occurrences only those are judged by their whole context that have some of it right beside them. */
const MANY_PLACES = 64;
/** Of those at most so many: where more are alike, none is certain. */
const MOST_JUDGED = 256;

function isClose({ before, after }: Annotation, text: CanonicalText, [first]: Place): boolean {
  const left = before.slice(-PLAUSIBLE_RUN);
  const right = after.slice(0, PLAUSIBLE_RUN);
  return (
    (left !== '' && text.text.endsWith(left, first.start)) || (right !== '' && text.text.startsWith(right, first.end))
  );
}

type Place = readonly [Range<Utf16>, ...Range<Utf16>[]];

/** The exact occurrences; those of a discontinuous span have all parts at their stored distances. */
function findPlaces(annotation: Annotation, text: CanonicalText): Place[] {
  const { exact, also = [] } = annotation;
  const places: Place[] = [];
  if (exact === '') return places;
  for (let at = text.text.indexOf(exact); at !== -1; at = text.text.indexOf(exact, at + 1)) {
    const first = range(utf16(at), utf16(at + exact.length));
    const further = also.map((part) => partAtDistance(annotation, part, text, first));
    if (further.every((part) => part !== undefined)) places.push([first, ...further]);
  }
  return places;
}

function partAtDistance(
  annotation: Annotation,
  part: SpanPart,
  text: CanonicalText,
  first: Range<Utf16>,
): Range<Utf16> | undefined {
  const shift = text.toCodePoint(first.start) - annotation.start;
  const start = part.start + shift;
  if (start < 0) return undefined;
  return storedRange({ start, end: part.end + shift, exact: part.exact } as SpanPart, text);
}

interface Agreement {
  readonly before: number;
  readonly after: number;
  /** Over both sides, weighted by how much context is stored. */
  readonly total: number;
  /** How many characters next to the place are the stored ones, on the better side. */
  readonly run: number;
}

/** Inserted words must not push the context out of sight. */
const WINDOW = 2 * CONTEXT_LENGTH - CONTEXT_LENGTH / 2;

function contextAgreement({ before, after }: Annotation, text: CanonicalText, [first]: Place): Agreement {
  const left = reversed(text.text.slice(Math.max(0, first.start - WINDOW), first.start));
  const right = text.text.slice(first.end, first.end + WINDOW);
  const wantedLeft = reversed(before);
  const foundBefore = commonSubsequence(wantedLeft, left);
  const foundAfter = commonSubsequence(after, right);
  return {
    before: share(foundBefore, before.length),
    after: share(foundAfter, after.length),
    total: share(foundBefore + foundAfter, before.length + after.length),
    run: Math.max(commonPrefix(wantedLeft, left), commonPrefix(after, right)),
  };
}

/** Where no context is stored (an edge of the text, a selector without context) nothing speaks for a place. */
const share = (found: number, stored: number): number => (stored === 0 ? 0 : found / stored);

const reversed = (text: string): string => text.split('').reverse().join('');

function commonPrefix(a: string, b: string): number {
  let length = 0;
  while (length < a.length && a[length] === b[length]) length++;
  return length;
}

/** The length of the longest common subsequence, in UTF-16 units. */
function commonSubsequence(a: string, b: string): number {
  let previous = new Uint16Array(b.length + 1);
  for (const unit of a.split('')) {
    const current = new Uint16Array(b.length + 1);
    for (let column = 0; column < b.length; column++)
      current[column + 1] =
        unit === b[column]
          ? (previous[column] as number) + 1
          : Math.max(previous[column + 1] as number, current[column] as number);
    previous = current;
  }
  return previous[b.length] as number;
}
