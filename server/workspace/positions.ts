import type { Position, Range as LspRange } from 'vscode-languageserver';
import type { CanonicalText } from '../../core/text/canonicalText';
import type { Range, Utf16 } from '../../core/text/units';

/** Lines and columns are the same in the file and in its canonical text, so this is all the conversion there is. */
export function toLspRange(text: CanonicalText, { start, end }: Range<Utf16>): LspRange {
  return { start: text.positionAt(start), end: text.positionAt(end) };
}

/** The canonical offset of a protocol position; clamped to the text, out of surrogate pairs. */
export function toOffset(text: CanonicalText, position: Position): Utf16 {
  return text.snap(text.offsetAt(position));
}
