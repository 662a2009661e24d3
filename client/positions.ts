import * as vscode from 'vscode';
import type { CanonicalText } from '../core/text/canonicalText';
import type { Range, Utf16 } from '../core/text/units';

/** Lines and columns are the same in the editor and in the canonical text, so this is all the conversion there is. */
export function toRange(text: CanonicalText, { start, end }: Range<Utf16>): vscode.Range {
  const from = text.positionAt(start);
  const to = text.positionAt(end);
  return new vscode.Range(from.line, from.character, to.line, to.character);
}

/** The canonical range of an editor range; a boundary inside a surrogate pair moves to the pair's start. */
export function toCanonical(text: CanonicalText, { start, end }: vscode.Range): Range<Utf16> {
  return { start: text.snap(text.offsetAt(start)), end: text.snap(text.offsetAt(end)) };
}
