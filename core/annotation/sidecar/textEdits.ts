import type { Extent } from '../../yaml/boundedYaml';

/** A replacement of `[offset, end)` (UTF-16 units) of a text. */
export interface TextEdit extends Extent {
  readonly text: string;
}

/** Applies edits that do not overlap; several insertions at one place stay in the order they were given. */
export function applyTextEdits(text: string, edits: readonly TextEdit[]): string {
  const ordered = edits.toSorted((a, b) => a.offset - b.offset || a.end - b.end);
  const pieces: string[] = [];
  let at = 0;
  for (const edit of ordered) {
    pieces.push(text.slice(at, edit.offset), edit.text);
    at = edit.end;
  }
  return pieces.join('') + text.slice(at);
}

/** Where the line that holds `offset` starts. */
export function lineStartAt(text: string, offset: number): number {
  return text.lastIndexOf('\n', offset - 1) + 1;
}

/** The end of the line that something ending at `end` ends on, line feed included; `end` itself at a line start. */
export function lineEndFrom(text: string, end: number): number {
  if (end > 0 && text[end - 1] === '\n') return end;
  const lineFeed = text.indexOf('\n', end);
  return lineFeed === -1 ? text.length : lineFeed + 1;
}
