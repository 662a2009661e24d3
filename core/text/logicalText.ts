import { runAtOnce } from '../cooperative';
import type { CanonicalText } from './canonicalText';
import { joinColumnBreaks } from './columnBreaks';
import { hasHan } from './han';
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
  /** The canonical range from the first to the last character of a logical one, removed breaks between them included. */
  toCanonical(range: Range<Logical>): Range<Utf16>;
  /** The logical offset of a canonical one; one inside a removed break maps to the character behind the break. */
  toLogical(offset: Utf16): Logical;
}

/** A logical paragraph: a line of the logical text, made of one or more lines of the file. */
export interface Block {
  readonly range: Range<Logical>;
  /** Widths folded, characters as printed: recognition reads the `simplified` form, which has the same offsets. */
  readonly text: string;
}

/** Reads the logical text out of the canonical one. Linear in the length of the text. */
export function readLogicalText(canonical: CanonicalText): LogicalText {
  return runAtOnce(readLogicalTextInSteps(canonical));
}

/** The same in steps: it yields after some blocks, so that the caller can pause or give up there. */
export function* readLogicalTextInSteps(canonical: CanonicalText): Generator<void, LogicalText> {
  const blocks: Block[] = [];
  const pieces = new PieceMap();
  let end = 0;
  const lineContents = contentLines(canonical);
  yield;
  const blocksOfLines = joinColumnBreaks(canonical, lineContents);
  yield;
  for (const lines of blocksOfLines) {
    const start = blocks.length === 0 ? 0 : end + 1;
    const kept = keepWordBlanks(canonical, lines).flatMap((line) => bridgeNames(canonical, line));
    end = start;
    for (const piece of kept) {
      pieces.add(end, piece.start);
      end += piece.end - piece.start;
    }
    const text = foldWidths(kept.map((piece) => canonical.slice(piece)).join(''));
    blocks.push({ range: { start: logical(start), end: logical(end) }, text });
    if (blocks.length % BLOCKS_IN_STEP === 0) yield;
  }
  return {
    canonical,
    text: blocks.map((block) => block.text).join('\n'),
    blocks,
    toCanonical: (range) => pieces.toCanonical(range),
    toLogical: (offset) => pieces.toLogical(offset, end),
  };
}

const BLOCKS_IN_STEP = 64;

/** The stretches of the canonical text that the logical text keeps, by their starts in both; neither list has equals. */
class PieceMap {
  readonly #logical: number[] = [];
  readonly #canonical: number[] = [];

  add(logicalStart: number, canonicalStart: number): void {
    this.#logical.push(logicalStart);
    this.#canonical.push(canonicalStart);
  }

  toCanonical({ start, end }: Range<Logical>): Range<Utf16> {
    const first = this.#offset(start);
    // The end is that of the last character, so that no range reaches over the break behind it.
    return { start: utf16(first), end: utf16(end > start ? this.#offset(end - 1) + 1 : first) };
  }

  toLogical(offset: Utf16, logicalEnd: number): Logical {
    const piece = lastNotAfter(this.#canonical, offset);
    const start = this.#logical[piece] ?? 0;
    const next = this.#logical[piece + 1] ?? logicalEnd;
    return logical(Math.min(start + Math.max(offset - (this.#canonical[piece] ?? offset), 0), next));
  }

  #offset(offset: number): number {
    const piece = lastNotAfter(this.#logical, offset);
    return (this.#canonical[piece] ?? 0) + Math.max(offset - (this.#logical[piece] ?? offset), 0);
  }
}

/** The non-blank lines, white space at both ends left out. */
function contentLines(canonical: CanonicalText): Range<Utf16>[] {
  const lines: Range<Utf16>[] = [];
  for (let line = 0; line < canonical.lineCount; line++) {
    const start = canonical.lineStart(line);
    const text = canonical.slice({ start, end: canonical.lineEnd(line) });
    const content = text.trim();
    const indent = text.length - text.trimStart().length;
    if (content !== '') lines.push({ start: utf16(start + indent), end: utf16(start + indent + content.length) });
  }
  return lines;
}

/** The lines of a paragraph, each with one white-space character behind it where its end parts two words. */
function keepWordBlanks(canonical: CanonicalText, lines: readonly Range<Utf16>[]): Range<Utf16>[] {
  return lines.map((line, index) => {
    const next = lines[index + 1];
    const isWordEnd = next !== undefined && partsWords(canonical.slice(line), canonical.slice(next));
    return isWordEnd ? { start: line.start, end: utf16(line.end + 1) } : line;
  });
}

/** Lines without Chinese characters end between words; between two Latin letters every line does, for want of a hyphen. */
function partsWords(line: string, next: string): boolean {
  const isBetweenLetters = LATIN.test(line.slice(-1)) && LATIN.test(next.charAt(0));
  return isBetweenLetters || (!hasHan(line) && !hasHan(next));
}

const LATIN = /\p{Script=Latin}/u;

/** A two-character name that typesetting has spread over three characters (`王　凯`), standing between boundaries. */
const SPREAD_NAME = /(?<!\p{Script=Han})(\p{Script=Han})\u3000\p{Script=Han}(?!\p{Script=Han})/gu;

/** Cuts a line at the full-width blanks inside two-character names; matches never overlap, so that lists stay lists. */
function bridgeNames(canonical: CanonicalText, line: Range<Utf16>): Range<Utf16>[] {
  const pieces: Range<Utf16>[] = [];
  let start = line.start;
  for (const { index, 1: surname = '' } of canonical.slice(line).matchAll(SPREAD_NAME)) {
    const blank = line.start + index + surname.length;
    pieces.push({ start, end: utf16(blank) });
    start = utf16(blank + 1);
  }
  return [...pieces, { start, end: line.end }];
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
