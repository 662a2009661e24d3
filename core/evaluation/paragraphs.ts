import type { LogicalText } from '../text/logicalText';
import type { LabelledSpan } from './spans';

/** The spans of each block of a text, in the order of the blocks; a span belongs to the block in which it starts. */
export function byParagraph<Span extends LabelledSpan>(spans: readonly Span[], text: LogicalText): Span[][] {
  const paragraphs: Span[][] = text.blocks.map(() => []);
  let block = 0;
  for (const span of spans.toSorted((a, b) => a.start - b.start)) {
    const start = text.toLogical(span.start);
    while (start >= (text.blocks[block + 1]?.range.start ?? Infinity)) block++;
    paragraphs[block]?.push(span);
  }
  return paragraphs;
}
