import { DEFAULT_LABELS } from '../../annotation/labels';

/**
 * What the tagger tells apart: the labels of the guidelines and the body that opens a post. Tagging is flat, so that
 * the one nesting of the guidelines, an ORG inside a POST, is learnt as two neighbours and put together afterwards.
 */
export const KINDS: readonly string[] = [...DEFAULT_LABELS.map(({ id }) => id), 'BODY'];

export const OUTSIDE = 0;
export const TAGS = 1 + 4 * KINDS.length;

/** Parts of a span: the tag of kind `k` and part `p` is `1 + 4k + p`. */
export const BEGIN = 0;
export const INSIDE = 1;
export const END = 2;
export const SINGLE = 3;

export const POST = KINDS.indexOf('POST');
export const BODY = KINDS.indexOf('BODY');

export const tagOf = (kind: number, part: number): number => 1 + 4 * kind + part;
export const kindOf = (tag: number): number => (tag - 1) >> 2;
export const partOf = (tag: number): number => (tag - 1) & 3;

/** A flat span of UTF-16 units and its kind, an index into `KINDS`. */
export interface FlatSpan {
  readonly start: number;
  readonly end: number;
  readonly kind: number;
}

export const startsSpan = (tag: number): boolean => tag === OUTSIDE || partOf(tag) === BEGIN || partOf(tag) === SINGLE;
export const endsSpan = (tag: number): boolean => tag === OUTSIDE || partOf(tag) >= END;

/** Writes the tags of spans that do not overlap. */
export function tagsOf(spans: readonly FlatSpan[], tags: Uint8Array): void {
  tags.fill(OUTSIDE);
  for (const { start, end, kind } of spans) {
    if (end - start === 1) tags[start] = tagOf(kind, SINGLE);
    else {
      tags.fill(tagOf(kind, INSIDE), start, end);
      tags[start] = tagOf(kind, BEGIN);
      tags[end - 1] = tagOf(kind, END);
    }
  }
}

/** The spans of a well-formed sequence of tags. */
export function spansOf(tags: Uint8Array, length: number): FlatSpan[] {
  const spans: FlatSpan[] = [];
  let start = 0;
  for (let at = 0; at < length; at++) {
    const tag = tags[at] as number;
    if (tag === OUTSIDE) continue;
    const part = partOf(tag);
    if (part === BEGIN || part === SINGLE) start = at;
    if (part >= END) spans.push({ start, end: at + 1, kind: kindOf(tag) });
  }
  return spans;
}
