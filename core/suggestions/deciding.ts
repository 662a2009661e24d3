import type { Annotation, AnnotationSet } from '../annotation/annotation';
import type { SavedText } from '../annotation/articleChange';
import type { Operation } from '../annotation/operations';
import { spanFields, type SpanFields } from '../annotation/placement';
import type { SuggestionSource } from '../annotation/source';
import { range, utf16 } from '../text/units';

/** What a person decides of suggestions: they are right, they are wrong, or they are something else. */
export type SuggestionDecision =
  { readonly kind: 'accept' } | { readonly kind: 'reject' } | { readonly kind: 'relabel'; readonly label: string };

/** A suggestion of an article as it was shown; offsets are UTF-16 units of its canonical text. */
export interface ShownSuggestion {
  readonly start: number;
  readonly end: number;
  readonly label: string;
  readonly exact: string;
  readonly source: SuggestionSource;
}

/** Makes a new record; `source` where it takes over what was suggested. */
export type NewRecord = (label: string, span: SpanFields, source: SuggestionSource | undefined) => Annotation;

/**
 * The operation that writes a decision on suggestions of one article into its sidecar. Undefined where all is decided so
 * already; *changed* where other words stand in the article than were shown: then nothing is decided.
 */
export function decidingOperation(
  set: AnnotationSet,
  { text }: SavedText,
  suggestions: readonly ShownSuggestion[],
  decision: SuggestionDecision,
  newRecord: NewRecord,
): Operation | 'changed' | undefined {
  const operations: Operation[] = [];
  const known = new Set(knownRecords(set, decision).map(keyOf));
  for (const { start, end, exact, source, ...suggestion } of suggestions) {
    const place = range(utf16(start), utf16(end));
    if (text.slice(place) !== exact) return 'changed';
    const label = decision.kind === 'relabel' ? decision.label : suggestion.label;
    const span = spanFields(text, [place]);
    if (known.has(keyOf({ label, ...span }))) continue;
    known.add(keyOf({ label, ...span }));
    const annotation = newRecord(label, span, label === suggestion.label ? source : undefined);
    operations.push({ kind: decision.kind === 'reject' ? 'reject' : 'add', annotation });
  }
  return operations.length === 0 ? undefined : { kind: 'bulk', operations };
}

const knownRecords = (
  { annotations, rejected = [] }: AnnotationSet,
  { kind }: SuggestionDecision,
): readonly Annotation[] => (kind === 'reject' ? rejected : annotations);

const keyOf = ({ label, start, end, exact }: Pick<Annotation, 'label' | 'start' | 'end' | 'exact'>): string =>
  `${start} ${end} ${label} ${exact}`;
