import type { CanonicalText } from './canonicalText';
import { joinColumnBreaks } from './columnBreaks';
import { logical, utf16, type Logical, type Range, type Utf16 } from './units';
import { foldWidths } from './widths';

/**
 * The reading text of an article: column breaks rejoined, each logical paragraph (*block*) on one line, full-width
 * blanks inside two-character names bridged, and widths folded so that recognisers see one form of each mark.
 * Every logical offset maps back to the canonical text.
 */
export interface LogicalText {
  readonly canonical: CanonicalText;
  /** The blocks joined by line feeds; widths folded one code unit for one. */
  readonly text: string;
  readonly blocks: readonly Block[];
  toCanonical(range: Range<Logical>): Range<Utf16>;
  /** The logical offset of a canonical one; one inside a removed break maps to the character behind the break. */
  toLogical(offset: Utf16): Logical;
}

/** A logical paragraph: a line of the logical text, made of one or more lines of the file. */
export interface Block {
  readonly range: Range<Logical>;
  readonly text: string;
}

/** Reads the logical text out of the canonical one. Linear in the length of the text. */
export function readLogicalText(canonical: CanonicalText): LogicalText {
  const pieces = joinColumnBreaks(canonical, contentLines(canonical)).map((lines) =>
    lines.flatMap((line) => bridgeNames(canonical.text, line)),
  );
  const blocks: Block[] = [];
  const logicalStarts: number[] = [];
  const canonicalStarts: number[] = [];
  let at = 0;
  for (const block of pieces) {
    const start = at;
    for (const piece of block) {
      logicalStarts.push(at);
      canonicalStarts.push(piece.start);
      at += piece.end - piece.start;
    }
    const text = foldWidths(block.map((piece) => canonical.slice(piece)).join(''));
    blocks.push({ range: { start: logical(start), end: logical(at) }, text });
    at += 1;
  }
  return {
    canonical,
    text: blocks.map((block) => block.text).join('\n'),
    blocks,
    toCanonical: ({ start, end }) => ({
      start: utf16(mapOffset(logicalStarts, canonicalStarts, start)),
      end: utf16(
        end > start
          ? mapOffset(logicalStarts, canonicalStarts, end - 1) + 1
          : mapOffset(logicalStarts, canonicalStarts, end),
      ),
    }),
    toLogical: (offset) => {
      const piece = lastNotAfter(canonicalStarts, offset);
      if (piece < 0) return logical(0);
      const next = logicalStarts[piece + 1] ?? at;
      return logical(Math.min((logicalStarts[piece] as number) + offset - (canonicalStarts[piece] as number), next));
    },
  };
}

/** The non-blank lines, white space at both ends left out. */
function contentLines(canonical: CanonicalText): Range<Utf16>[] {
  const lines: Range<Utf16>[] = [];
  for (let line = 0; line < canonical.lineCount; line++) {
    let start: number = canonical.lineStart(line);
    let end: number = canonical.lineEnd(line);
    while (start < end && isBlank(canonical.text.charCodeAt(start))) start++;
    while (end > start && isBlank(canonical.text.charCodeAt(end - 1))) end--;
    if (start < end) lines.push({ start: utf16(start), end: utf16(end) });
  }
  return lines;
}

/**
 * Cuts a line at the full-width blanks that typesetting puts into two-character names (`王　凯`): both neighbours
 * are single Han characters standing between boundaries, or the name follows a list mark.
 */
function bridgeNames(text: string, line: Range<Utf16>): Range<Utf16>[] {
  const pieces: Range<Utf16>[] = [];
  let start = line.start;
  for (let at = text.indexOf('\u3000', line.start); at !== -1 && at < line.end; at = text.indexOf('\u3000', at + 1)) {
    if (!isNameBlank(text, at)) continue;
    pieces.push({ start, end: utf16(at) });
    start = utf16(at + 1);
  }
  return [...pieces, { start, end: line.end }];
}

const HAN = /\p{Script=Han}/u;
const isHan = (unit: string | undefined): boolean => unit !== undefined && HAN.test(unit);

function isNameBlank(text: string, at: number): boolean {
  return isHan(text[at - 1]) && !isHan(text[at - 2]) && isHan(text[at + 1]) && !isHan(text[at + 2]);
}

const isBlank = (unit: number): boolean => unit === 0x20 || unit === 0x09 || unit === 0x3000 || unit === 0xa0;

/** The offset in the target of an offset in the source, through the piece that holds it. */
function mapOffset(from: readonly number[], to: readonly number[], offset: number): number {
  const piece = lastNotAfter(from, offset);
  return piece < 0 ? 0 : (to[piece] as number) + offset - (from[piece] as number);
}

/** The index of the last element not greater than `value` in an ascending list, or -1. */
function lastNotAfter(ascending: readonly number[], value: number): number {
  let low = 0;
  let high = ascending.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((ascending[middle] as number) <= value) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}
