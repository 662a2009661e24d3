import type { CanonicalText } from '../text/canonicalText';
import type { Range, Utf16 } from '../text/units';
import type { Annotation } from './annotation';

/** How many code points of context are stored on either side of a span. */
export const CONTEXT_LENGTH = 32;

/** The text of a span and its context, up to {@link CONTEXT_LENGTH} code points each, as an annotation stores them. */
export function describeSpan(text: CanonicalText, range: Range<Utf16>): Pick<Annotation, 'exact' | 'before' | 'after'> {
  const start = text.snap(range.start);
  const end = text.snap(range.end);
  // Twice as many units hold the wanted code points whatever they are; a torn pair at the far edge is cut off with the rest.
  const left = Array.from(text.text.slice(Math.max(0, start - 2 * CONTEXT_LENGTH), start));
  const right = Array.from(text.text.slice(end, end + 2 * CONTEXT_LENGTH));
  return {
    exact: text.text.slice(start, end),
    before: left.slice(-CONTEXT_LENGTH).join(''),
    after: right.slice(0, CONTEXT_LENGTH).join(''),
  };
}
