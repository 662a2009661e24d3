/** A position counted in Unicode code points of the canonical text: the unit of every stored offset. */
export type CodePoint = number & { readonly unit: 'code point' };

/** A position counted in UTF-16 code units of the canonical text: the unit of JavaScript strings and of LSP columns. */
export type Utf16 = number & { readonly unit: 'UTF-16' };

/** A position counted in UTF-16 code units of the logical text, in which column breaks are rejoined. */
export type Logical = number & { readonly unit: 'logical UTF-16' };

export type Offset = CodePoint | Utf16 | Logical;

/** A half-open range `[start, end)` in one unit. */
export interface Range<Unit extends Offset> {
  readonly start: Unit;
  readonly end: Unit;
}

export const codePoint = (offset: number): CodePoint => offset as CodePoint;
export const utf16 = (offset: number): Utf16 => offset as Utf16;
export const logical = (offset: number): Logical => offset as Logical;

/** The range from `start` to `end`. */
export function range<Unit extends Offset>(start: Unit, end: Unit): Range<Unit> {
  return { start, end };
}

/** Whether two half-open ranges share at least one unit. */
export function overlaps<Unit extends Offset>(a: Range<Unit>, b: Range<Unit>): boolean {
  return a.start < b.end && b.start < a.end;
}

/** Whether `inner` lies wholly in `outer` (equal ranges included). */
export function contains<Unit extends Offset>(outer: Range<Unit>, inner: Range<Unit>): boolean {
  return outer.start <= inner.start && inner.end <= outer.end;
}

/** Orders ranges by start, longer first at the same start: the order in which nested spans are read. */
export function compareRanges<Unit extends Offset>(a: Range<Unit>, b: Range<Unit>): number {
  return a.start - b.start || b.end - a.end;
}
