import type { LogicalText } from '../text/logicalText';
import { simplified } from '../text/scripts';

/**
 * The unit of recognition: a block, or a piece of a very long one. Offsets are UTF-16 units of the logical text.
 * `text` is the form for recognition (Simplified characters), as long as what it stands for.
 */
export interface Passage {
  readonly start: number;
  readonly text: string;
}

/** UTF-16 units: longer blocks are cut, so that no step of the analysis holds up an editor. */
const LONGEST_PASSAGE = 4000;

/** The passages of a text, in order; together they hold each character of its blocks once. */
export function passagesOf(logical: LogicalText): Passage[] {
  return logical.blocks.flatMap(({ range, text }) => {
    const read = simplified(text);
    if (read.length <= LONGEST_PASSAGE) return [{ start: range.start, text: read }];
    const pieces: Passage[] = [];
    for (let start = 0; start < read.length;) {
      const end = pieceEnd(read, start);
      pieces.push({ start: range.start + start, text: read.slice(start, end) });
      start = end;
    }
    return pieces;
  });
}

/** Behind the last full stop within the limit, else behind the last comma or blank, else at the limit. */
function pieceEnd(text: string, start: number): number {
  const limit = start + LONGEST_PASSAGE;
  if (limit >= text.length) return text.length;
  const piece = text.slice(start, limit);
  for (const marks of ['。', '！？；', '，、 ']) {
    const last = Math.max(...Array.from(marks, (mark) => piece.lastIndexOf(mark)));
    if (last > LONGEST_PASSAGE / 2) return start + last + 1;
  }
  // Never between the two halves of a character beyond the basic plane.
  return /[\uD800-\uDBFF]$/.test(piece) ? limit - 1 : limit;
}
