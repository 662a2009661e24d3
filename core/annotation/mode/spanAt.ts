import type { Span as Place } from '../undecided';
import { compareRanges, range, utf16 } from '../../text/units';

/**
 * What a cursor means of spans that hold it: the longest that begins there (going to a suggestion puts the cursor there), else
 * the shortest. A span that ends at the cursor does not hold it.
 */
export function spanAt<Span extends Place>(spans: readonly Span[], offset: number): Span | undefined {
  const holding = spans.filter(({ start, end }) => start <= offset && offset < end);
  const beginning = holding.filter(({ start }) => start === offset);
  return beginning.length > 0 ? extreme(beginning, 1) : shortest(holding);
}

/** The shortest span that ends at an offset: what a cursor behind a word means where nothing holds it. */
export function spanBefore<Span extends Place>(spans: readonly Span[], offset: number): Span | undefined {
  return shortest(spans.filter(({ end }) => end === offset));
}

/** The shortest span, the first of several. */
export const shortest = <Span extends Place>(spans: readonly Span[]): Span | undefined => extreme(spans, -1);

/** The longest span (or with -1 the shortest), the first of several. */
function extreme<Span extends Place>(spans: readonly Span[], sign: 1 | -1): Span | undefined {
  const length = ({ start, end }: Place): number => (end - start) * sign;
  return spans.reduce<Span | undefined>(
    (best, span) => (best === undefined || length(span) > length(best) ? span : best),
    undefined,
  );
}

/** The first suggestion behind a place in reading order (longer first at one start), beginning again at the end. */
export function openAfter<Suggested extends Place>(open: readonly Suggested[], place: Place): Suggested | undefined {
  return open.find((each) => compareRanges(rangeOf(each), rangeOf(place)) > 0) ?? open[0];
}

const rangeOf = ({ start, end }: Place) => range(utf16(start), utf16(end));
