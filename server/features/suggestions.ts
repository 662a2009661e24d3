import type { Analysis } from '../../core/analysis/analysis';
import type { AnnotationView, SuggestionView } from '../../core/protocol';
import { overlaps, type Range, type Utf16 } from '../../core/text/units';
import { freeMentions } from './highlights';

/** The suggestions that touch a range and that no annotation overlaps, in order. */
export function suggestionsWithin(
  analysis: Analysis,
  annotations: readonly AnnotationView[],
  wanted: Range<Utf16>,
): SuggestionView[] {
  return freeMentions(analysis, annotations)
    .filter((mention) => overlaps(mention.range, wanted))
    .map(({ label, range: { start, end } }) => ({ label, start, end }));
}
