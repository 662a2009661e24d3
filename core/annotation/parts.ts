import { overlaps, range, utf16, type Range, type Utf16 } from '../text/units';

type Parts = readonly Range<Utf16>[];

/** Parts in the order of the text; what overlaps or touches is one part. */
export function joinedParts(parts: Parts): Range<Utf16>[] {
  const joined: Range<Utf16>[] = [];
  for (const part of parts.toSorted((a, b) => a.start - b.start)) {
    const last = joined.at(-1);
    if (last === undefined || part.start > last.end) joined.push(part);
    else joined[joined.length - 1] = range(last.start, utf16(Math.max(last.end, part.end)));
  }
  return joined;
}

/** What is left of parts without a range; without the whole part that an empty range is in, or touches. */
export function withoutPart(parts: Parts, cut: Range<Utf16>): Range<Utf16>[] {
  if (cut.start === cut.end) {
    const at = parts.find(({ start, end }) => start <= cut.start && cut.start <= end);
    return parts.filter((part) => part !== at);
  }
  return parts.flatMap((part) =>
    overlaps(part, cut)
      ? [range(part.start, cut.start), range(cut.end, part.end)].filter(({ start, end }) => start < end)
      : [part],
  );
}
