import type { Post } from '../postsOfPersons';
import type { Span } from '../span';

/** Posts that stand in a row (党组书记、局长), with the offsets where the row begins and ends. */
export interface PostChain {
  readonly posts: readonly Post[];
  readonly start: number;
  readonly end: number;
}

/** The post spans of a text by where they begin and end; chains are read from either side. */
export class PostChains {
  readonly #text: string;
  readonly #spans: readonly Span[];
  readonly #byStart = new Map<number, number>();
  readonly #byEnd = new Map<number, number>();

  constructor(text: string, spans: readonly Span[]) {
    this.#text = text;
    this.#spans = spans;
    for (const [index, { label, logical }] of spans.entries()) {
      if (label !== 'POST') continue;
      this.#byStart.set(logical.start, index);
      this.#byEnd.set(logical.end, index);
    }
  }

  /** The chain whose last post ends at `offset`. */
  endingAt(offset: number): PostChain | undefined {
    const posts: Post[] = [];
    let start = offset;
    for (let index = this.#byEnd.get(offset); index !== undefined && posts.length < LONGEST_CHAIN;) {
      posts.unshift(this.#post(index));
      start = this.#spans[index]?.logical.start ?? 0;
      const joiner = JOINER_BEFORE.exec(this.#text.slice(Math.max(0, start - 2), start));
      index = joiner === null ? undefined : this.#byEnd.get(start - joiner[0].length);
    }
    return posts.length === 0 ? undefined : { posts, start, end: offset };
  }

  /** The chain whose first post starts at `offset`. */
  startingAt(offset: number): PostChain | undefined {
    const posts: Post[] = [];
    let end = offset;
    for (let index = this.#byStart.get(offset); index !== undefined && posts.length < LONGEST_CHAIN;) {
      posts.push(this.#post(index));
      end = this.#spans[index]?.logical.end ?? 0;
      const joiner = JOINER_BEHIND.exec(this.#text.slice(end, end + 2));
      index = joiner === null ? undefined : this.#byStart.get(end + joiner[0].length);
    }
    return posts.length === 0 ? undefined : { posts, start: offset, end };
  }

  #post(index: number): Post {
    const post = this.#spans[index];
    const bodies: string[] = [];
    for (let inside = index + 1; post !== undefined; inside++) {
      const span = this.#spans[inside];
      if (span === undefined || span.logical.start >= post.logical.end) break;
      if (span.label === 'ORG') bodies.push(span.text);
    }
    return { post: post?.text ?? '', bodies };
  }
}

/** A person seldom has more than six posts at once; the bound keeps reading from every offset linear. */
const LONGEST_CHAIN = 12;

const JOINER_BEFORE = /(?:、兼?|兼)$/;
const JOINER_BEHIND = /^(?:、兼?|兼)/;
