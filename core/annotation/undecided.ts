import { freeOf } from '../text/freeRanges';
import { range, utf16 } from '../text/units';

/** A place of a text, in UTF-16 units of the canonical text. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

export interface LabelledSpan extends Span {
  readonly label: string;
}

/** What a person has decided in an article, as far as it has a place in the text. */
export interface DecidedSpans {
  readonly annotations: readonly Span[];
  /** Suggestions that were turned down. */
  readonly rejected?: readonly LabelledSpan[];
}

/**
 * The suggestions that are still to be decided, of all that there are. An annotation decides every suggestion that it overlaps,
 * unless it stands just where another one is suggested: that was taken, and what is suggested inside of it (the body in a
 * post) or around it is another question. Turned down is just a span with just a label.
 */
export function undecidedAmong<Suggested extends LabelledSpan>(
  suggestions: readonly Suggested[],
  { annotations, rejected = [] }: DecidedSpans,
): Suggested[] {
  const annotated = new Set(annotations.map(placeKey));
  const taken = new Set<number>();
  for (const suggestion of suggestions) {
    const key = placeKey(suggestion);
    if (annotated.has(key)) taken.add(key);
  }
  const others = taken.size === 0 ? annotations : annotations.filter((annotation) => !taken.has(placeKey(annotation)));
  const isFree = freeOf(others.map(({ start, end }) => range(utf16(start), utf16(end))));
  const turnedDown = new Set(rejected.map(keyOf));
  return suggestions.filter(
    (suggestion) =>
      !taken.has(placeKey(suggestion)) &&
      isFree(range(utf16(suggestion.start), utf16(suggestion.end))) &&
      (turnedDown.size === 0 || !turnedDown.has(keyOf(suggestion))),
  );
}

/** Whether just this span was turned down with just this label. */
export function isTurnedDown(suggestion: LabelledSpan, rejected: readonly LabelledSpan[]): boolean {
  return rejected.some((span) => keyOf(span) === keyOf(suggestion));
}

/** Names a span with a label among all of one text. */
export const keyOf = ({ start, end, label }: LabelledSpan): string => `${start} ${end} ${label}`;

/** A number for a place: a text that is analysed has fewer than 2^26 units. */
const placeKey = ({ start, end }: Span): number => start * 2 ** 26 + end;
