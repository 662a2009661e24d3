import type { Range, Utf16 } from '../text/units';

/** A labelled span; offsets are UTF-16 units of the canonical text. */
export interface LabelledSpan extends Range<Utf16> {
  readonly label: string;
}

/** A span that recognition proposes, and how sure it is (0 to 1). */
export interface ProposedSpan extends LabelledSpan {
  readonly confidence: number;
}

/** Equal for spans with the same start, end and label, and for no others. */
export const keyOf = ({ start, end, label }: LabelledSpan): string => `${start}\t${end}\t${label}`;

/** Each span once, in their order; of equal ones the first. */
export function distinct<Span extends LabelledSpan>(spans: readonly Span[]): Span[] {
  const seen = new Set<string>();
  return spans.filter((span) => {
    const key = keyOf(span);
    if (seen.has(key)) return false;
    seen.add(key);
    return true;
  });
}
