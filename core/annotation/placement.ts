import type { CanonicalText } from '../text/canonicalText';
import type { Range, Utf16 } from '../text/units';
import { textPrefix, type Annotation, type SpanPart, type TextIdentity } from './annotation';
import { describeSpan } from './spanDescription';

/** The fields of an annotation that say where it is. */
export type SpanFields = Pick<Annotation, 'start' | 'end' | 'exact' | 'before' | 'after' | 'also'>;

/** The span fields for parts of a text, in the order of the text; the first part is the span itself. */
export function spanFields(text: CanonicalText, parts: readonly Range<Utf16>[]): SpanFields {
  const [first, ...further] = parts;
  if (first === undefined) throw new RangeError('A span has at least one part.');
  const also = further.map((part) => partOf(text, part));
  return { ...describeSpan(text, first), ...partOf(text, first), ...(also.length > 0 && { also }) };
}

function partOf(text: CanonicalText, part: Range<Utf16>): SpanPart {
  return { ...text.rangeToCodePoints(part), exact: describeSpan(text, part).exact };
}

/**
 * The span fields of an annotation made (or placed anew) in the article `article` now has, for a sidecar that may still
 * refer to another text: then the annotation says so with `in`.
 */
export function placement(
  text: CanonicalText,
  parts: readonly Range<Utf16>[],
  article: TextIdentity,
  sidecarText: TextIdentity,
): SpanFields & Pick<Annotation, 'in'> {
  const isSameText = article.sha256 === sidecarText.sha256;
  return { ...spanFields(text, parts), ...(!isSameText && { in: textPrefix(article) }) };
}
