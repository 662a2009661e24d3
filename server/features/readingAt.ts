import type { Analysis } from '../../core/analysis/analysis';
import type { Segmenter } from '../../core/analysis/segmenter';
import { sentencesOf } from '../../core/article/sentences';
import type { ReadingAt, SpanPlace } from '../../core/protocol';
import { simplified } from '../../core/text/scripts';
import { logical, range, type Logical, type Range, type Utf16 } from '../../core/text/units';

/** How far on each side of the cursor a very long paragraph is read, in UTF-16 units. */
const REACH = 2000;

/** What stands beside a cut in a paragraph is cut wrongly, perhaps; so much of it is left out. */
const MARGIN = 64;

/** The words and sentences of the paragraph at an offset; null where none stands (between paragraphs). */
export function readingAt({ logical: text }: Analysis, segmenter: Segmenter, offset: Utf16): ReadingAt | null {
  const at = text.toLogical(offset);
  const block = text.blocks.find(({ range: { start, end } }) => start <= at && at <= end);
  if (block === undefined || block.range.start === block.range.end) return null;
  const place = (span: Range<Logical>): SpanPlace => text.toCanonical(span);
  const { start: first, end: last } = block.range;
  const from = Math.max(first, at - REACH);
  const to = Math.min(last, at + REACH);
  const known = range(logical(from === first ? from : from + MARGIN), logical(to === last ? to : to - MARGIN));
  const words: SpanPlace[] = [];
  let start = from;
  for (const { text: word } of segmenter.segment(simplified(block.text.slice(from - first, to - first)))) {
    const end = start + word.length;
    if (word.trim() !== '' && known.start <= start && end <= known.end)
      words.push(place(range(logical(start), logical(end))));
    start = end;
  }
  return { ...place(known), words, sentences: sentencesOf(block).map(place) };
}
