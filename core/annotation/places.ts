import type { CanonicalText } from '../text/canonicalText';
import { range, utf16, type Range, type Utf16 } from '../text/units';
import type { Annotation, SpanPart } from './annotation';
import type { StoredContext } from './storedContext';

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

/**
 * Gaps (perhaps empty) in the text where the context of an annotation closes on something else than its words: there they
 * have been deleted or rewritten.
 */
export function findVacancies(exact: string, context: StoredContext, { text }: CanonicalText): Range<Utf16>[] {
  const left = context.before.slice(-VACANCY_RUN);
  const right = context.after.slice(0, VACANCY_RUN);
  if (left.length < VACANCY_RUN || right.length < VACANCY_RUN) return [];
  const vacancies: Range<Utf16>[] = [];
  let tried = 0;
  for (let at = text.indexOf(left); at !== -1 && tried < MOST_VACANCIES; at = text.indexOf(left, at + 1), tried++) {
    const start = at + left.length;
    const gap = text.slice(start, start + exact.length + VACANCY_SPARE + right.length).indexOf(right);
    const isVacant = gap !== -1 && !text.slice(start, start + gap).includes(exact) && !text.startsWith(exact, start);
    if (isVacant) vacancies.push(range(utf16(start), utf16(start + gap)));
  }
  return vacancies;
}

/** How many UTF-16 units of context must stand on each side of a vacancy … */
const VACANCY_RUN = 6;
/** … how much longer than the words it may be … */
const VACANCY_SPARE = 32;
/** … and how often its beginning is looked for. */
const MOST_VACANCIES = 64;

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
