import { compareRanges, overlaps } from '../text/units';
import { distinct, keyOf, type LabelledSpan } from './spans';

/** What can be wrong with a proposal, from the lightest fault to the heaviest. */
export const ERROR_KINDS = ['wrong label', 'wrong boundary', 'both wrong', 'missed', 'spurious'] as const;
export type ErrorKind = (typeof ERROR_KINDS)[number];

/** One fault of recognition; `expected` is missing where it is spurious, `proposed` where a span was missed. */
export interface RecognitionError {
  readonly kind: ErrorKind;
  readonly expected: LabelledSpan | undefined;
  readonly proposed: LabelledSpan | undefined;
}

/**
 * Explains every span that has no exact counterpart, each in one error, ordered by place. A proposal is taken for the
 * expected span with the same range (wrong label), else for one with its label that it overlaps (wrong boundary), else
 * for any that it overlaps (both wrong). What stays alone was missed or is spurious. n log n in the number of spans.
 */
export function recognitionErrors(
  proposed: readonly LabelledSpan[],
  expected: readonly LabelledSpan[],
): RecognitionError[] {
  let open: Open = {
    expected: without(distinct(expected), new Set(proposed.map(keyOf))),
    proposed: without(distinct(proposed), new Set(expected.map(keyOf))),
  };
  const errors: RecognitionError[] = [];
  for (const [kind, pair] of PAIRINGS) {
    const pairs = pair(open);
    const paired = new Set(pairs.flat());
    for (const [one, other] of pairs) errors.push({ kind, expected: one, proposed: other });
    open = {
      expected: open.expected.filter((span) => !paired.has(span)),
      proposed: open.proposed.filter((span) => !paired.has(span)),
    };
  }
  for (const span of open.expected) errors.push({ kind: 'missed', expected: span, proposed: undefined });
  for (const span of open.proposed) errors.push({ kind: 'spurious', expected: undefined, proposed: span });
  return errors.sort((a, b) => compareRanges(placeOf(a), placeOf(b)));
}

/** Where an error is shown: at the expected span, at the proposed one if nothing was expected. */
export function placeOf({ expected, proposed }: RecognitionError): LabelledSpan {
  const span = expected ?? proposed;
  if (span === undefined) throw new Error('An error has an expected or a proposed span.');
  return span;
}

/** Spans of both sides that have found no counterpart yet. */
interface Open {
  readonly expected: readonly LabelledSpan[];
  readonly proposed: readonly LabelledSpan[];
}
type Pair = readonly [expected: LabelledSpan, proposed: LabelledSpan];

const PAIRINGS: readonly (readonly [ErrorKind, (open: Open) => Pair[]])[] = [
  ['wrong label', (open) => grouped(open, ({ start, end }) => `${start}\t${end}`)],
  ['wrong boundary', (open) => grouped(open, ({ label }) => label)],
  ['both wrong', (open) => grouped(open, () => '')],
];

/** Pairs overlapping spans of both sides within groups of the same key. */
function grouped(open: Open, key: (span: LabelledSpan) => string): Pair[] {
  const proposed = byKey(open.proposed, key);
  return [...byKey(open.expected, key)].flatMap(([group, expected]) =>
    overlapping(expected, proposed.get(group) ?? []),
  );
}

function byKey(spans: readonly LabelledSpan[], key: (span: LabelledSpan) => string): Map<string, LabelledSpan[]> {
  const groups = new Map<string, LabelledSpan[]>();
  for (const span of spans) {
    const group = groups.get(key(span));
    if (group === undefined) groups.set(key(span), [span]);
    else group.push(span);
  }
  return groups;
}

/** Walks both sides in order of place; each span is in one pair at most. */
function overlapping(expected: readonly LabelledSpan[], proposed: readonly LabelledSpan[]): Pair[] {
  const pairs: Pair[] = [];
  const left = expected.toSorted(compareRanges).values();
  const right = proposed.toSorted(compareRanges).values();
  let one = left.next().value;
  let other = right.next().value;
  while (one !== undefined && other !== undefined) {
    const paired = overlaps(one, other);
    if (paired) pairs.push([one, other]);
    const passed = one.end <= other.end;
    if (paired || passed) one = left.next().value;
    if (paired || !passed) other = right.next().value;
  }
  return pairs;
}

const without = (spans: readonly LabelledSpan[], keys: ReadonlySet<string>): LabelledSpan[] =>
  spans.filter((span) => !keys.has(keyOf(span)));
