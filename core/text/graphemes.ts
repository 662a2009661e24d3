import type { CanonicalText } from './canonicalText';
import { range, utf16, type Range, type Utf16 } from './units';

/** How far around a boundary its grapheme is looked for (UTF-16 units): longer ones are no writing. */
const REACH = 64;

const graphemes = new Intl.Segmenter('und', { granularity: 'grapheme' });

/** A range widened to whole graphemes, what readers take for one character: 𬭎 with its variation selector, 👩‍🔬, é in two. */
export function wholeGraphemes({ text }: CanonicalText, { start, end }: Range<Utf16>): Range<Utf16> {
  return range(boundary(text, start, 'before'), boundary(text, end, 'behind'));
}

/** The character, as readers see it, in front of or behind a boundary of characters; empty at the end of the text. */
export function graphemeBeside({ text }: CanonicalText, at: Utf16, side: 'before' | 'behind'): Range<Utf16> {
  const from = Math.max(0, at - REACH);
  const segments = graphemes.segment(text.slice(from, at + REACH));
  const found = segments.containing(side === 'before' ? at - from - 1 : at - from);
  if (found === undefined) return range(at, at);
  return range(utf16(from + found.index), utf16(from + found.index + found.segment.length));
}

/** The boundary itself, or that of the grapheme it cuts. */
function boundary(text: string, at: Utf16, side: 'before' | 'behind'): Utf16 {
  const from = Math.max(0, at - REACH);
  const cut = graphemes.segment(text.slice(from, at + REACH)).containing(at - from);
  if (cut === undefined || from + cut.index === at) return at;
  return utf16(from + cut.index + (side === 'before' ? 0 : cut.segment.length));
}
