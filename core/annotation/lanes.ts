import { range, type Range, type Utf16 } from '../text/units';

/**
 * The lane of each span, by its index: 0 for a span that overlaps nothing, and different lanes for spans that overlap. Of
 * nested ones the inner one has the lower lane, so that what is inside is always drawn alike. Above `last`, spans share it.
 */
export function lanesOf(spans: readonly Range<Utf16>[], last: number): number[] {
  const overlapping = overlapsOf(spans);
  const lengthOf = (index: number): number => (spans[index]?.end ?? 0) - (spans[index]?.start ?? 0);
  const lanes = new Array<number | undefined>(spans.length).fill(undefined);
  for (const index of [...spans.keys()].sort((a, b) => lengthOf(a) - lengthOf(b))) {
    const taken = new Set(overlapping[index]?.map((other) => lanes[other]));
    let lane = 0;
    while (lane < last && taken.has(lane)) lane++;
    lanes[index] = lane;
  }
  return lanes.map((lane) => lane ?? 0);
}

/** The parts of each span, by its index, that no span in a lower lane covers: there the text is its own. */
export function uncoveredParts(spans: readonly Range<Utf16>[], lanes: readonly number[]): Range<Utf16>[][] {
  const overlapping = overlapsOf(spans);
  return spans.map((span, index) => {
    const above = (overlapping[index] ?? []).filter((other) => (lanes[other] ?? 0) < (lanes[index] ?? 0));
    return above.reduce((parts, other) => parts.flatMap((part) => without(part, spans[other] ?? part)), [span]);
  });
}

function without({ start, end }: Range<Utf16>, covered: Range<Utf16>): Range<Utf16>[] {
  const sides = [
    { start, end: Math.min(end, covered.start) as Utf16 },
    { start: Math.max(start, covered.end) as Utf16, end },
  ];
  return sides.filter((side) => side.start < side.end).map((side) => range(side.start, side.end));
}

/** For each span the indices of those that share a character with it. */
function overlapsOf(spans: readonly Range<Utf16>[]): number[][] {
  const overlapping = spans.map((): number[] => []);
  let open: number[] = [];
  for (const index of [...spans.keys()].sort((a, b) => startOf(spans, a) - startOf(spans, b))) {
    open = open.filter((other) => (spans[other]?.end ?? 0) > startOf(spans, index));
    for (const other of open) {
      overlapping[index]?.push(other);
      overlapping[other]?.push(index);
    }
    open.push(index);
  }
  return overlapping;
}

const startOf = (spans: readonly Range<Utf16>[], index: number): number => spans[index]?.start ?? 0;
