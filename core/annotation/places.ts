import type { CanonicalText } from '../text/canonicalText';
import { range, utf16, type Range, type Utf16 } from '../text/units';
import type { Annotation, SpanPart } from './annotation';

/** Where all parts of an annotation stand: the span itself, then the further parts of a discontinuous one. */
export type Place = readonly [Range<Utf16>, ...Range<Utf16>[]];

/** Places that were found, and whether there are more of them than were wanted. */
export interface Places {
  readonly found: readonly Place[];
  readonly isComplete: boolean;
}

/** The stored place of an annotation, when its words stand there. */
export function storedPlace(annotation: Annotation, text: CanonicalText): Place | undefined {
  const first = storedRange(annotation, text);
  return first && withFurtherParts(annotation, text, first);
}

/**
 * The exact occurrences of an annotation's words, those of a discontinuous span with all parts at their stored distances;
 * only those with `left` right before and `right` right behind them. At most `most` are looked for.
 */
export function findPlaces(annotation: Annotation, text: CanonicalText, most: number, left = '', right = ''): Places {
  const { exact, also = [] } = annotation;
  const found: Place[] = [];
  if (exact === '') return { found, isComplete: true };
  const wanted = left + exact + right;
  let patience = PATIENCE;
  for (let at = text.text.indexOf(wanted); at !== -1; at = text.text.indexOf(wanted, at + 1)) {
    if (found.length === most || patience <= 0) return { found, isComplete: false };
    const start = at + left.length;
    const place = withFurtherParts(annotation, text, range(utf16(start), utf16(start + exact.length)));
    if (place !== undefined) found.push(place);
    patience -= also.length;
  }
  return { found, isComplete: true };
}

/** How many further parts are looked for, over all occurrences of the first: a bound for files that mean harm. */
const PATIENCE = 100_000;

function withFurtherParts(annotation: Annotation, text: CanonicalText, first: Range<Utf16>): Place | undefined {
  const shift = text.toCodePoint(first.start) - annotation.start;
  const parts: Range<Utf16>[] = [];
  for (const part of annotation.also ?? []) {
    const moved = { start: part.start + shift, end: part.end + shift, exact: part.exact } as SpanPart;
    const place = storedRange(moved, text);
    if (place === undefined) return undefined;
    parts.push(place);
  }
  return [first, ...parts];
}

/** The place of a part, when its words stand there. */
function storedRange(part: SpanPart, text: CanonicalText): Range<Utf16> | undefined {
  if (part.start < 0 || part.start > part.end || part.end > text.length) return undefined;
  const place = text.rangeToUtf16(part);
  return text.slice(place) === part.exact ? place : undefined;
}
