import { contains, overlaps, type Range, type Utf16 } from '../text/units';
import type { LongerWord } from './longerWords';

/** An annotation with its place in the text. */
export interface PlacedSpan {
  readonly label: string;
  readonly range: Range<Utf16>;
}

/** Whether an occurrence should be annotated, and if not why. */
export type Verdict =
  | { readonly kind: 'free' }
  /** It has the label already. */
  | { readonly kind: 'annotated' }
  /** It has another label. */
  | { readonly kind: 'labelled'; readonly label: string }
  /** It is part of an annotation, or cuts one. */
  | { readonly kind: 'inside' | 'crosses'; readonly label: string; readonly range: Range<Utf16> }
  /** It is part of, or cuts, a longer word or name. */
  | { readonly kind: 'word' | 'name'; readonly text: string };

const FREE: Verdict = { kind: 'free' };

/** Judges an occurrence of words that are to get a label, beside what is annotated in the article. */
export function verdictOf(
  place: Range<Utf16>,
  label: string,
  annotations: readonly PlacedSpan[],
  longer: Pick<LongerWord, 'kind' | 'text'> | undefined,
): Verdict {
  const met = annotations.filter(({ range }) => overlaps(range, place));
  const same = met.filter(({ range }) => range.start === place.start && range.end === place.end);
  if (same.some((annotation) => annotation.label === label)) return { kind: 'annotated' };
  const [other] = same;
  if (other !== undefined) return { kind: 'labelled', label: other.label };
  const around = met.find(({ range }) => contains(range, place));
  if (around !== undefined) return { kind: 'inside', ...around };
  const crossed = met.find(({ range }) => !contains(place, range));
  if (crossed !== undefined) return { kind: 'crosses', ...crossed };
  return longer === undefined ? FREE : { kind: longer.kind, text: longer.text };
}
