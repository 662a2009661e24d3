import { range, utf16, type Range, type Utf16 } from '../text/units';

/** A replacement of `[start, end)` by `newLength` UTF-16 units, in canonical text as the changes before it left it. */
export interface TextChange extends Range<Utf16> {
  readonly newLength: number;
}

/**
 * Where a span is after changes of the text, applied in order. What is inserted at a boundary never becomes part of the
 * span, what is inserted inside does. Undefined once nothing of the span is left: it has collapsed and is an orphan.
 */
export function trackSpan(span: Range<Utf16>, changes: readonly TextChange[]): Range<Utf16> | undefined {
  let current: Range<Utf16> | undefined = span;
  for (const change of changes) {
    if (current === undefined) return undefined;
    current = trackThroughOne(current, change);
  }
  return current;
}

function trackThroughOne(span: Range<Utf16>, change: TextChange): Range<Utf16> | undefined {
  const shift = change.newLength - (change.end - change.start);
  // The first character that is left stands in front of the change, or behind it and moves; the last one likewise.
  const isFirstInFront = span.start < change.start;
  const start = isFirstInFront ? span.start : Math.max(span.start, change.end) + shift;
  const isLastBehind = span.end > change.end;
  const end = isLastBehind ? span.end + shift : Math.min(span.end, change.start);
  return start < end ? range(utf16(start), utf16(end)) : undefined;
}
