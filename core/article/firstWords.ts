import type { CanonicalText } from '../text/canonicalText';
import { hasHan } from '../text/han';
import type { Range, Utf16 } from '../text/units';

/** How much of a paragraph names it in the outline, in code points. */
const LONGEST_NAME = 18;

/** A paragraph's name: its first 18 code points as printed, column breaks joined, and `…` where it goes on. */
export function firstWords(canonical: CanonicalText, range: Range<Utf16>): string {
  const kept: string[] = [];
  for (const character of charactersAsPrinted(canonical.slice(range))) {
    if (kept.length === LONGEST_NAME) return `${kept.join('')}…`;
    kept.push(character);
  }
  return kept.join('');
}

/** A line's text as printed, on one line. */
export function wholeLine(canonical: CanonicalText, range: Range<Utf16>): string {
  return [...charactersAsPrinted(canonical.slice(range))].join('');
}

/** Code points, lazily; a break between lines is nothing in Chinese text and a blank in other text. */
function* charactersAsPrinted(text: string): Generator<string> {
  let before = '';
  for (const [line] of text.matchAll(/[^\n]+/g)) {
    const content = line.trim();
    if (before !== '' && content !== '' && !hasHan(before) && !hasHan(content)) yield ' ';
    yield* content;
    before = content || before;
  }
}
