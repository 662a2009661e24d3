import { BODY, KINDS, OUTSIDE, POST, SINGLE, endsSpan, kindOf, partOf, startsSpan, tagOf, TAGS } from './tagSet';

/** Kinds of neighbours: outside, and each kind of span. */
export const NEIGHBOURS = 1 + KINDS.length;

/** A row of scores as the kernel holds it: the neighbours (a few lanes stay empty) for each of the four parts of a span. */
export const LANES = 4 * NEIGHBOURS;

/** The neighbour that a tag is part of: 0 outside, 1 + kind in a span. */
const neighbourOf = (tag: number): number => (tag === OUTSIDE ? 0 : 1 + kindOf(tag));

/** Where each tag stands in a row: what is outside is a span of one character. */
export const LANE_OF_TAG = Uint8Array.from(
  { length: TAGS },
  (_, tag) => NEIGHBOURS * (tag === OUTSIDE ? SINGLE : partOf(tag)) + neighbourOf(tag),
);

/** The tag of a part of a neighbour; whatever the part, outside has one tag. */
export const tagOfNeighbour = (neighbour: number, part: number): number =>
  neighbour === 0 ? OUTSIDE : tagOf(neighbour - 1, part);

/**
 * The place in a table of `NEIGHBOURS` x `NEIGHBOURS` scores (from, to) of one tag following another, or -1 inside a
 * span, where there is no choice.
 */
export const meetingOf = (before: number, tag: number): number =>
  endsSpan(before) && startsSpan(tag) ? neighbourOf(before) * NEIGHBOURS + neighbourOf(tag) : -1;

/** Whether neighbours may meet at all: the body of a post is followed by the post. */
export const mayMeet = (before: number, next: number): boolean => before !== 1 + BODY || next === 1 + POST;
/** Whether a sentence may end with a neighbour. */
export const mayStandLast = (neighbour: number): boolean => neighbour !== 1 + BODY;
