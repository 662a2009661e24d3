import type * as vscode from 'vscode';
import { changedPart } from '../../../core/changedPart';
import type { TextChange } from '../../../core/annotation/tracking';
import type { CanonicalText } from '../../../core/text/canonicalText';
import { range, utf16 } from '../../../core/text/units';
import { toCanonical } from '../../positions';

/** The editor's changes in units of the canonical text, each relative to the text that the ones before left. */
export function textChanges(
  before: CanonicalText,
  after: CanonicalText,
  changes: readonly vscode.TextDocumentContentChangeEvent[],
): TextChange[] {
  const ordered = changes
    .map((change) => ({ ...toCanonical(before, change.range), newLength: change.text.replace(/\r\n?/g, '\n').length }))
    .sort((a, b) => b.start - a.start);
  const growth = ordered.reduce((sum, { start, end, newLength }) => sum + newLength - (end - start), 0);
  return before.end + growth === after.end ? ordered : [singleChange(before.text, after.text)];
}

/** The change between two texts as one replacement: for edits that line ends make ambiguous. */
export function singleChange(before: string, after: string): TextChange {
  const { start, endBefore, endAfter } = changedPart(before, after);
  return { ...range(utf16(start), utf16(endBefore)), newLength: endAfter - start };
}
