import { codePoint, utf16, type CodePoint, type Range, type Utf16 } from './units';

/** A place in a text: zero-based line and UTF-16 column, as the Language Server Protocol counts. */
export interface LineColumn {
  readonly line: number;
  readonly character: number;
}

/**
 * The text every offset refers to: BOM dropped, CRLF and CR turned into LF, nothing else changed.
 * Lines and columns are the same as in the file, whatever its line ends.
 */
export class CanonicalText {
  readonly text: string;
  readonly #lineStarts: readonly number[];
  /** Indices of the trailing halves of surrogate pairs, ascending; empty for most texts, and then both units agree. */
  readonly #trailingSurrogates: readonly number[];

  constructor(source: string) {
    this.text = canonicalise(source);
    this.#lineStarts = lineStartsOf(this.text);
    this.#trailingSurrogates = trailingSurrogatesOf(this.text);
  }

  /** Length in UTF-16 code units. */
  get end(): Utf16 {
    return utf16(this.text.length);
  }

  /** Length in code points. */
  get length(): CodePoint {
    return codePoint(this.text.length - this.#trailingSurrogates.length);
  }

  get lineCount(): number {
    return this.#lineStarts.length;
  }

  slice(range: Range<Utf16>): string {
    return this.text.slice(range.start, range.end);
  }

  /** The code-point offset of a UTF-16 offset; one inside a surrogate pair counts as before the pair. */
  toCodePoint(offset: Utf16): CodePoint {
    const snapped = this.snap(offset);
    return codePoint(snapped - lowerBound(this.#trailingSurrogates, snapped));
  }

  /** The UTF-16 offset of a code-point offset, clamped to the text. */
  toUtf16(offset: CodePoint): Utf16 {
    const pairs = this.#trailingSurrogates;
    let low = 0;
    let high = pairs.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      // The pair at `middle` starts before the wanted code point when its own code-point index is smaller.
      if ((pairs[middle] as number) - 1 - middle < offset) low = middle + 1;
      else high = middle;
    }
    return utf16(clamp(offset + low, this.text.length));
  }

  rangeToCodePoints(range: Range<Utf16>): Range<CodePoint> {
    return { start: this.toCodePoint(range.start), end: this.toCodePoint(range.end) };
  }

  rangeToUtf16(range: Range<CodePoint>): Range<Utf16> {
    return { start: this.toUtf16(range.start), end: this.toUtf16(range.end) };
  }

  /** Moves an offset out of the middle of a surrogate pair (to its start) and into the text. */
  snap(offset: Utf16): Utf16 {
    const inside = clamp(offset, this.text.length);
    return utf16(splitsPair(this.text, inside) ? inside - 1 : inside);
  }

  positionAt(offset: Utf16): LineColumn {
    const inside = clamp(offset, this.text.length);
    const line = lowerBound(this.#lineStarts, inside + 1) - 1;
    return { line, character: inside - (this.#lineStarts[line] as number) };
  }

  /** The offset of a place; a line or column beyond the text is clamped to its end. */
  offsetAt({ line, character }: LineColumn): Utf16 {
    const start = this.#lineStarts[line];
    if (start === undefined) return utf16(line < 0 ? 0 : this.text.length);
    return utf16(start + clamp(character, this.lineEnd(line) - start));
  }

  lineStart(line: number): Utf16 {
    return utf16(this.#lineStarts[line] ?? this.text.length);
  }

  /** The end of a line, its line feed excluded. */
  lineEnd(line: number): Utf16 {
    const next = this.#lineStarts[line + 1];
    return utf16(next === undefined ? this.text.length : next - 1);
  }
}

/** Drops one leading BOM and turns CRLF and CR into LF. */
export function canonicalise(source: string): string {
  const text = source.charCodeAt(0) === 0xfeff ? source.slice(1) : source;
  return text.includes('\r') ? text.replace(/\r\n?/g, '\n') : text;
}

/**
 * Maps UTF-16 offsets of a text as it is on disk to its canonical text: a BOM and the CR of a CRLF in front of an offset
 * do not count.
 */
export function canonicalOffsetsOf(source: string): (offset: number) => Utf16 {
  const dropped = Array.from(source.matchAll(/^\uFEFF|\r(?=\n)/g), ({ index }) => index);
  return (offset) => utf16(offset - lowerBound(dropped, offset));
}

function lineStartsOf(text: string): number[] {
  const starts = [0];
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
  return starts;
}

function trailingSurrogatesOf(text: string): number[] {
  const found: number[] = [];
  for (let at = 1; at < text.length; at++) if (splitsPair(text, at)) found.push(at);
  return found;
}

/** How many elements of an ascending list are smaller than `value`. */
function lowerBound(ascending: readonly number[], value: number): number {
  let low = 0;
  let high = ascending.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((ascending[middle] as number) < value) low = middle + 1;
    else high = middle;
  }
  return low;
}

const clamp = (value: number, maximum: number): number =>
  Number.isNaN(value) ? 0 : Math.min(Math.max(Math.trunc(value), 0), maximum);
/** Whether an offset (UTF-16) is between the halves of a surrogate pair. */
export function splitsPair(text: string, offset: number): boolean {
  return isTrailingSurrogate(text.charCodeAt(offset)) && isLeadingSurrogate(text.charCodeAt(offset - 1));
}

const isLeadingSurrogate = (unit: number): boolean => unit >= 0xd800 && unit <= 0xdbff;
const isTrailingSurrogate = (unit: number): boolean => unit >= 0xdc00 && unit <= 0xdfff;
