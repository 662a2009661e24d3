import { changedPart } from '../changedPart';
import type { CanonicalText, LineColumn } from '../text/canonicalText';
import { range, utf16, type Range, type Utf16 } from '../text/units';
import type { TextChange } from './tracking';

/** One of the changes that an editor reports for one edit: all at once, their ranges in the text before the edit. */
export interface EditorChange {
  readonly range: { readonly start: LineColumn; readonly end: LineColumn };
  /** What replaces the range, with the line ends of the editor. */
  readonly text: string;
}

/**
 * An editor's changes in units of the canonical text, each relative to the text that the ones before left. What an editor
 * rewrites without changing it (whole lines, when a file is formatted, read again, or given other line ends) is no change.
 * Where the changes do not lead from `before` to `after`, the result is the one replacement that does.
 */
export function textChanges(
  before: CanonicalText,
  after: CanonicalText,
  changes: readonly EditorChange[],
): TextChange[] {
  if (before.text === after.text) return [];
  const replacements = changes
    .map((change) => replacement(before, change))
    // Of two that start together, the insertion comes first in the text.
    .sort((a, b) => b.start - a.start || b.end - a.end);
  if (!leadsTo(after.text, before.text, replacements)) return [singleChange(before.text, after.text)];
  return replacements
    .map((change) => withoutEqualLines(before.text, change))
    .filter(({ start, end, text }) => start < end || text !== '')
    .map(({ start, end, text }) => ({ start, end, newLength: text.length }));
}

/** The change between two texts as one replacement. */
export function singleChange(before: string, after: string): TextChange {
  const { start, endBefore, endAfter } = changedPart(before, after);
  return { ...range(utf16(start), utf16(endBefore)), newLength: endAfter - start };
}

interface Replacement extends Range<Utf16> {
  readonly text: string;
}

function replacement(before: CanonicalText, { range: { start, end }, text }: EditorChange): Replacement {
  return {
    start: before.offsetAt(start),
    end: before.offsetAt(end),
    text: text.includes('\r') ? text.replace(/\r\n?/g, '\n') : text,
  };
}

/** Whether replacements, the last in the text first, turn one text into another. */
function leadsTo(after: string, before: string, replacements: readonly Replacement[]): boolean {
  const pieces: string[] = [];
  let rest = before.length;
  for (const { start, end, text } of replacements) {
    if (end > rest) return false;
    pieces.push(before.slice(end, rest), text);
    rest = start;
  }
  pieces.push(before.slice(0, rest));
  return pieces.reverse().join('') === after;
}

/**
 * A replacement of several lines without the lines at its beginning and end that are the same before and after. Within a
 * line nothing is left out: whoever types one name over another has not kept the characters that both share.
 */
function withoutEqualLines(before: string, { start, end, text }: Replacement): Replacement {
  const old = before.slice(start, end);
  if (!old.includes('\n') || !text.includes('\n')) return { start, end, text };
  const part = changedPart(old, text);
  const isOnlyInsertedOrDeleted = part.start === part.endBefore || part.start === part.endAfter;
  const first = isOnlyInsertedOrDeleted ? part.start : old.slice(0, part.start).lastIndexOf('\n') + 1;
  const nextLine = old.indexOf('\n', part.endBefore);
  const last = isOnlyInsertedOrDeleted ? part.endBefore : nextLine === -1 ? old.length : nextLine;
  return {
    start: utf16(start + first),
    end: utf16(start + last),
    text: text.slice(first, text.length - (old.length - last)),
  };
}
