import {
  BEGIN,
  BODY,
  END,
  INSIDE,
  KINDS,
  OUTSIDE,
  POST,
  SINGLE,
  TAGS,
  endsSpan,
  kindOf,
  startsSpan,
  tagOf,
} from './tagSet';

/** Less than any sum of scores. */
export const NEVER = -(2 ** 30);

/** Kinds of neighbours: outside, and each kind of span. */
export const NEIGHBOURS = 1 + KINDS.length;

/** The neighbour that a tag is part of: 0 outside, 1 + kind in a span. */
const neighbourOf = (tag: number): number => (tag === OUTSIDE ? 0 : 1 + kindOf(tag));

/**
 * The place in a table of `NEIGHBOURS` x `NEIGHBOURS` scores (from, to) of one tag following another, or -1 inside a
 * span, where there is no choice.
 */
export const meetingOf = (before: number, tag: number): number =>
  endsSpan(before) && startsSpan(tag) ? neighbourOf(before) * NEIGHBOURS + neighbourOf(tag) : -1;

/**
 * Finds the best well-formed sequence of tags. A text is taken to stand behind something outside. Buffers are kept from
 * call to call.
 */
export class Viterbi {
  /** Scores of the tags at each character, and the tags before that gave them. */
  #scores = new Float64Array(0);
  #back = new Uint8Array(0);
  /** The best end of each neighbour at the character before, and its tag. */
  readonly #ends = new Float64Array(NEIGHBOURS);
  readonly #endTags = new Uint8Array(NEIGHBOURS);
  readonly #meetings = new Float64Array(NEIGHBOURS * NEIGHBOURS);
  /** How much each neighbour can at most gain over outside by what it meets. */
  readonly #mostGain = new Float64Array(NEIGHBOURS);
  /** The neighbours that can be the best before something, at one character. */
  readonly #rivals = new Uint8Array(NEIGHBOURS);

  /**
   * `emissions` holds `TAGS` scores for each of `length` characters, `meetings` the scores of neighbours (see
   * `meetingOf`). Writes the tags.
   */
  decode(
    emissions: Int16Array | Float64Array,
    meetings: Int32Array | Float64Array,
    length: number,
    tags: Uint8Array,
  ): void {
    if (length === 0) return;
    if (this.#scores.length < length * TAGS) {
      this.#scores = new Float64Array(length * TAGS * 2);
      this.#back = new Uint8Array(length * TAGS * 2);
    }
    this.#ends.fill(NEVER);
    this.#ends[0] = 0;
    this.#prepareMeetings(meetings);
    this.#endTags.fill(OUTSIDE);
    for (let at = 0; at < length; at++) {
      this.#startSpans(emissions, at * TAGS);
      if (at === 0) this.#forbidInside();
      else this.#continueSpans(emissions, at * TAGS);
      this.#closeSpans(at * TAGS);
    }
    this.#follow(length, tags);
  }

  #prepareMeetings(meetings: Int32Array | Float64Array): void {
    this.#meetings.set(meetings);
    this.#mostGain.fill(NEVER);
    for (let before = 0; before < NEIGHBOURS; before++) {
      for (let next = 0; next < NEIGHBOURS; next++) {
        const place = before * NEIGHBOURS + next;
        // The body of a post is followed by the post.
        if (before === 1 + BODY && next !== 1 + POST) this.#meetings[place] = NEVER;
        const gain = (this.#meetings[place] as number) - (this.#meetings[next] as number);
        if (gain > (this.#mostGain[before] as number)) this.#mostGain[before] = gain;
      }
    }
  }

  /** The neighbours that may beat outside; the others need no look. */
  #findRivals(): number {
    const outside = this.#ends[0] as number;
    let count = 1;
    this.#rivals[0] = 0;
    for (let before = 1; before < NEIGHBOURS; before++) {
      if ((this.#ends[before] as number) + (this.#mostGain[before] as number) > outside) this.#rivals[count++] = before;
    }
    return count;
  }

  /** Scores the tags that may stand behind an end. */
  #startSpans(emissions: Int16Array | Float64Array, row: number): void {
    const scores = this.#scores;
    const back = this.#back;
    const ends = this.#ends;
    const rivals = this.#findRivals();
    for (let next = 0; next < NEIGHBOURS; next++) {
      let best = (ends[0] as number) + (this.#meetings[next] as number);
      let from = 0;
      for (let index = 1; index < rivals; index++) {
        const before = this.#rivals[index] as number;
        const score = (ends[before] as number) + (this.#meetings[before * NEIGHBOURS + next] as number);
        if (score > best) {
          best = score;
          from = before;
        }
      }
      const tagBefore = this.#endTags[from] as number;
      if (next === 0) {
        scores[row] = best + (emissions[row] as number);
        back[row] = tagBefore;
        continue;
      }
      const begin = row + tagOf(next - 1, BEGIN);
      const single = row + tagOf(next - 1, SINGLE);
      scores[begin] = best + (emissions[begin] as number);
      back[begin] = tagBefore;
      scores[single] = best + (emissions[single] as number);
      back[single] = tagBefore;
    }
  }

  #forbidInside(): void {
    for (let kind = 0; kind < KINDS.length; kind++) {
      this.#scores[tagOf(kind, INSIDE)] = NEVER;
      this.#scores[tagOf(kind, END)] = NEVER;
    }
  }

  #continueSpans(emissions: Int16Array | Float64Array, row: number): void {
    const scores = this.#scores;
    const back = this.#back;
    for (let kind = 0; kind < KINDS.length; kind++) {
      const begin = tagOf(kind, BEGIN);
      const inside = tagOf(kind, INSIDE);
      const begun = scores[row - TAGS + begin] as number;
      const continued = scores[row - TAGS + inside] as number;
      const best = begun >= continued ? begun : continued;
      const from = begun >= continued ? begin : inside;
      const end = tagOf(kind, END);
      scores[row + inside] = best + (emissions[row + inside] as number);
      back[row + inside] = from;
      scores[row + end] = best + (emissions[row + end] as number);
      back[row + end] = from;
    }
  }

  #closeSpans(row: number): void {
    const scores = this.#scores;
    this.#ends[0] = scores[row] as number;
    for (let kind = 0; kind < KINDS.length; kind++) {
      const end = tagOf(kind, END);
      const single = tagOf(kind, SINGLE);
      const isLong = (scores[row + end] as number) >= (scores[row + single] as number);
      this.#ends[1 + kind] = scores[row + (isLong ? end : single)] as number;
      this.#endTags[1 + kind] = isLong ? end : single;
    }
  }

  #follow(length: number, tags: Uint8Array): void {
    let last = 0;
    for (let neighbour = 1; neighbour < NEIGHBOURS; neighbour++) {
      if (neighbour !== 1 + BODY && (this.#ends[neighbour] as number) > (this.#ends[last] as number)) last = neighbour;
    }
    let tag = this.#endTags[last] as number;
    for (let at = length - 1; at >= 0; at--) {
      tags[at] = tag;
      tag = this.#back[at * TAGS + tag] as number;
    }
  }
}
