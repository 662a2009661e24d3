import type { Span } from './span';

/** A post that stands beside a name, and the body inside it. */
export interface Post {
  readonly post: string;
  readonly body: string | undefined;
}

/** Posts by the index of the person's span. */
export type PostsHeld = ReadonlyMap<number, readonly Post[]>;

/**
 * The posts that the text gives to each mention of a person: directly before it (省委书记楼阳生), joined by 、
 * (党组书记、局长王智明), directly behind it (徐书记), or shared by the names of one credit (记者 冯芸 马涛).
 */
export function postsOfPersons(text: string, spans: readonly Span[]): PostsHeld {
  const postsByEnd = new Map<number, number>();
  const postsByStart = new Map<number, number>();
  const held = new Map<number, readonly Post[]>();
  let previousPerson: number | undefined;
  for (const [index, { label, logical }] of spans.entries()) {
    if (label !== 'POST') continue;
    postsByEnd.set(logical.end, index);
    postsByStart.set(logical.start, index);
  }
  for (const [index, { label, logical }] of spans.entries()) {
    if (label !== 'PER') continue;
    const before = joinedPosts(text, spans, postsByEnd, logical.start);
    const behind = postsByStart.get(logical.end);
    const posts = before.length > 0 || behind === undefined ? before : [postAt(spans, behind)];
    held.set(index, posts.length > 0 ? posts : creditOf(text, spans, previousPerson, logical.start, held));
    previousPerson = index;
  }
  return held;
}

/** The posts that end at `offset` or before one blank there, and those joined to them by 、, first to last. */
function joinedPosts(
  text: string,
  spans: readonly Span[],
  postsByEnd: ReadonlyMap<number, number>,
  offset: number,
): Post[] {
  const posts: Post[] = [];
  let at = postsByEnd.has(offset) || text[offset - 1] !== ' ' ? offset : offset - 1;
  for (let post = postsByEnd.get(at); post !== undefined; post = postsByEnd.get(at)) {
    posts.unshift(postAt(spans, post));
    const start = spans[post]?.logical.start ?? 0;
    if (text[start - 1] !== '、') break;
    at = start - 1;
  }
  return posts;
}

function postAt(spans: readonly Span[], index: number): Post {
  const post = spans[index];
  const inside = spans[index + 1];
  const body = inside?.label === 'ORG' && inside.logical.start === post?.logical.start ? inside.text : undefined;
  return { post: post?.text ?? '', body };
}

/** The names of a credit, set apart by one blank, share its post. */
function creditOf(
  text: string,
  spans: readonly Span[],
  previous: number | undefined,
  start: number,
  held: PostsHeld,
): readonly Post[] {
  if (previous === undefined || text[start - 1] !== ' ' || spans[previous]?.logical.end !== start - 1) return [];
  return (held.get(previous) ?? []).filter(({ post }) => /(?:记者|通讯员|编辑)$/.test(post));
}
