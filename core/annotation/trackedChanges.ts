import { range, utf16, type Range, type Utf16 } from '../text/units';
import type { TextChange } from './tracking';

/**
 * A stretch of the present text. Each of its characters belongs to the spans of the old text that hold both the old
 * characters `from` and `to` (UTF-16 indices). A kept stretch is old text: its first character is the old one at `from`,
 * its last the one at `to`. An inserted stretch has the characters for its `from` and `to` between which it was put.
 */
interface Stretch {
  readonly isKept: boolean;
  /** Where it begins in the present text. */
  readonly start: number;
  readonly length: number;
  readonly from: number;
  readonly to: number;
}

/**
 * All changes from one text to another, composed: what it costs to follow a span depends on the number of places that were
 * edited, not on the number of edits. The result is that of `trackSpan` for the changes one after the other.
 */
export class TrackedChanges {
  /** How long the old text is. */
  readonly #oldLength: number;
  readonly #stretches: readonly Stretch[];

  private constructor(oldLength: number, stretches: readonly Stretch[]) {
    this.#oldLength = oldLength;
    this.#stretches = stretches;
  }

  /** No changes of a text of `length` UTF-16 units. */
  static none(length: Utf16): TrackedChanges {
    return new TrackedChanges(length, joined([{ isKept: true, start: 0, length, from: 0, to: length - 1 }]));
  }

  /** How many stretches the present text consists of: a measure of the memory that this takes. */
  get size(): number {
    return this.#stretches.length;
  }

  /** These changes and then further ones, applied in order. */
  and(changes: readonly TextChange[]): TrackedChanges {
    return changes.reduce<TrackedChanges>((before, change) => before.#andOne(change), this);
  }

  #andOne({ start, end, newLength }: TextChange): TrackedChanges {
    const left = this.#stretches.filter((stretch) => stretch.start < start).map((stretch) => beginning(stretch, start));
    const right = this.#stretches.filter((stretch) => endOf(stretch) > end).map((stretch) => rest(stretch, end));
    // What is inserted inside a span becomes part of it, what is inserted at its boundary does not.
    const from = lastFrom(left.at(-1)) ?? -1;
    const to = firstTo(right[0]) ?? this.#oldLength;
    return new TrackedChanges(
      this.#oldLength,
      joined([...left, { isKept: false, start: 0, length: newLength, from, to }, ...right]),
    );
  }

  /** Where a span of the old text is now; undefined once nothing of it is left. */
  locate(span: Range<Utf16>): Range<Utf16> | undefined {
    const first = this.#stretches[lowestIndex(this.#stretches, (stretch) => highestFrom(stretch) >= span.start)];
    const last = this.#stretches[lowestIndex(this.#stretches, (stretch) => lowestTo(stretch) >= span.end) - 1];
    if (first === undefined || last === undefined) return undefined;
    const start = first.start + (first.isKept ? Math.max(0, span.start - first.from) : 0);
    const end = last.start + (last.isKept ? Math.min(last.length, span.end - last.from) : last.length);
    return start < end ? range(utf16(start), utf16(end)) : undefined;
  }

  /** As {@link locate} for the parts of a discontinuous span: where one part is gone, the whole has no place. */
  locateAll(parts: readonly Range<Utf16>[]): readonly Range<Utf16>[] | undefined {
    const located = parts.map((part) => this.locate(part));
    return located.every((part) => part !== undefined) ? located : undefined;
  }
}

const endOf = ({ start, length }: Stretch): number => start + length;

/** The `from` and `to` of single characters; both grow, or stay, from character to character of a text. */
const highestFrom = ({ isKept, from, to }: Stretch): number => (isKept ? to : from);
const lowestTo = ({ isKept, from, to }: Stretch): number => (isKept ? from : to);
const lastFrom = (stretch: Stretch | undefined): number | undefined => stretch && highestFrom(stretch);
const firstTo = (stretch: Stretch | undefined): number | undefined => stretch && lowestTo(stretch);

/** What of a stretch stands before an offset of the present text. */
function beginning(stretch: Stretch, end: number): Stretch {
  const length = Math.min(stretch.length, end - stretch.start);
  return { ...stretch, length, to: stretch.isKept ? stretch.from + length - 1 : stretch.to };
}

/** What of a stretch stands at or behind an offset of the present text. */
function rest(stretch: Stretch, start: number): Stretch {
  const length = Math.min(stretch.length, endOf(stretch) - start);
  return { ...stretch, length, from: stretch.isKept ? stretch.to - length + 1 : stretch.from };
}

/** The stretches placed one behind the other, without empty ones, and such as belong together as one. */
function joined(stretches: readonly Stretch[]): Stretch[] {
  const result: Stretch[] = [];
  for (const stretch of stretches) {
    if (stretch.length === 0) continue;
    const last = result.at(-1);
    if (last !== undefined && isContinued(last, stretch))
      result[result.length - 1] = { ...last, length: last.length + stretch.length, to: stretch.to };
    else result.push({ ...stretch, start: last === undefined ? 0 : endOf(last) });
  }
  return result;
}

function isContinued(stretch: Stretch, next: Stretch): boolean {
  return stretch.isKept
    ? next.isKept && stretch.to + 1 === next.from
    : !next.isKept && stretch.from === next.from && stretch.to === next.to;
}

/** The index of the first element for which `test` holds, which then holds for all behind it; the length where none. */
function lowestIndex<Element>(elements: readonly Element[], test: (element: Element) => boolean): number {
  let low = 0;
  let high = elements.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (test(elements[middle] as Element)) high = middle;
    else low = middle + 1;
  }
  return low;
}
