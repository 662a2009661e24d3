import type { CanonicalText } from '../../text/canonicalText';
import { graphemeBeside } from '../../text/graphemes';
import { range, utf16, type Range, type Utf16 } from '../../text/units';

/** How an edge of a span is moved: `out` makes the span longer, `in` shorter. */
export interface EdgeMove {
  readonly edge: 'start' | 'end';
  readonly towards: 'out' | 'in';
  readonly by: 'character' | 'word';
}

/** Words in the order of the text, marks included and blanks not; they do not overlap. */
export type Words = readonly Range<Utf16>[];

/**
 * A span with one edge moved by a character as readers see it, or to the next edge of a word. Blanks and line breaks are
 * passed over, as an annotation neither begins nor ends with them. The span itself where the text ends, or nothing would be left.
 */
export function withMovedEdge(text: CanonicalText, words: Words, span: Range<Utf16>, move: EdgeMove): Range<Utf16> {
  const { edge, towards, by } = move;
  const direction = (edge === 'end') === (towards === 'out') ? 'behind' : 'before';
  const at = span[edge];
  const moved = by === 'word' ? wordEdge(words, at, edge, direction) : characterEdge(text, at, edge, direction);
  if (moved === undefined) return span;
  const result = edge === 'start' ? range(moved, span.end) : range(span.start, moved);
  return result.start < result.end ? result : span;
}

/** The word at an offset: the one that holds it, else the one that ends there. */
export function wordAt(words: Words, at: Utf16): Range<Utf16> | undefined {
  return words.find(({ start, end }) => start <= at && at < end) ?? words.find(({ end }) => end === at);
}

/** The words from the one that holds an offset (else the next one) on. */
export function wordsFrom(words: Words, at: Utf16): Words {
  const first = words.findIndex(({ end }) => at < end);
  return first === -1 ? [] : words.slice(first);
}

type Direction = 'before' | 'behind';

/** The start (or end) of a word that is next to an offset. */
function wordEdge(words: Words, at: Utf16, edge: EdgeMove['edge'], direction: Direction): Utf16 | undefined {
  return direction === 'behind'
    ? words.find((word) => word[edge] > at)?.[edge]
    : words.findLast((word) => word[edge] < at)?.[edge];
}

/** The next place at which a span can begin (or end): that of a character that is not blank. */
function characterEdge(
  text: CanonicalText,
  at: Utf16,
  edge: EdgeMove['edge'],
  direction: Direction,
): Utf16 | undefined {
  for (let place = at; ;) {
    const next = graphemeBeside(text, place, direction);
    if (next.start === next.end) return undefined;
    place = direction === 'behind' ? next.end : next.start;
    // A span ends behind what it holds last, and begins with what it holds first.
    const held = edge === 'end' ? graphemeBeside(text, place, 'before') : graphemeBeside(text, place, 'behind');
    if (held.start < held.end && text.slice(held).trim() !== '') return utf16(place);
  }
}
