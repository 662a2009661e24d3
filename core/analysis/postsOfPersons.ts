import { PostChains, type PostChain } from './coreference/postChains';
import type { Span } from './span';

/** A post that the text gives to a person, as printed, and the bodies inside it. */
export interface Post {
  readonly post: string;
  readonly bodies: readonly string[];
}

/** Posts by the index of the person's span. */
export type PostsHeld = ReadonlyMap<number, readonly Post[]>;

/**
 * The posts that the text gives to each mention of a person: beside the name (省委书记楼阳生, 徐书记), in apposition
 * (，时任市长), by an appointment (任命…为局长), or shared by the names of a list (记者 冯芸 马涛; 市领导王鹏、李明).
 * Nothing is taken across the end of a sentence. Linear in the spans.
 */
export function postsOfPersons(text: string, spans: readonly Span[]): PostsHeld {
  const reader = new PostReader(text, spans);
  const held = new Map<number, readonly Post[]>();
  let list: NameList | undefined;
  for (const [position, person] of reader.persons.entries()) {
    const own = reader.besideName(position);
    const start = reader.at(position).start;
    const shared = own.length === 0 && list !== undefined && NEXT_IN_LIST.test(gap(text, list.end, start));
    list = shared ? list : sharedPosts(reader.before(position));
    held.set(person, shared ? (list?.posts ?? []) : own);
    if (list !== undefined) list = { posts: list.posts, end: reader.at(position).end };
  }
  for (const [position] of reader.persons.entries()) appoint(reader, position, held);
  return held;
}

interface NameList {
  readonly posts: readonly Post[];
  /** Where the last name read so far ends. */
  readonly end: number;
}

/** The text between two offsets, unless it is too long to be a joint. */
const gap = (text: string, from: number, to: number): string => (to - from > 14 ? '\n' : text.slice(from, to));

const NEXT_IN_LIST = /^(?:（[^（）\n]{1,8}）)?(?:、| ){1,2}$/;

/** Posts that several persons hold at once; a list behind any other (市长王鹏、李明) gives the post to its first name. */
function sharedPosts(chain: PostChain | undefined): NameList | undefined {
  if (chain === undefined) return undefined;
  return chain.posts.every(({ post }) => SHARED_POST.test(post)) ? { posts: chain.posts, end: 0 } : undefined;
}

const SHARED_POST =
  /(?:领导|委员|常委|成员|代表|记者|通讯员|编辑|实习生|教授|院士|研究员|审判员|检察员|工程师|队员|运动员|演员|(?<!常务|第一)副[^副]{1,8})$/;

/** Gives the posts of a clause behind the last of some names to all of them: 李莉（女）、王刚为委员. */
function appoint(reader: PostReader, last: number, held: Map<number, readonly Post[]>): void {
  const posts = reader.behindName(last, held.get(reader.persons[last] ?? -1)?.length !== 0);
  if (posts.length === 0) return;
  for (let position = last; ; position--) {
    const person = reader.persons[position] ?? -1;
    held.set(person, [...(held.get(person) ?? []), ...posts]);
    if (!reader.appointsAll(last) || !reader.isListedWithPrevious(position)) return;
  }
}

/** Reads the posts around the persons of a text, which it numbers by position. */
class PostReader {
  readonly text: string;
  /** The indices of the persons' spans, in order. */
  readonly persons: readonly number[];
  readonly #spans: readonly Span[];
  readonly #chains: PostChains;
  readonly #personStarts: ReadonlySet<number>;
  /** By position: where the next post behind the name starts. */
  readonly #nextPost: readonly number[];

  constructor(text: string, spans: readonly Span[]) {
    this.text = text;
    this.#spans = spans;
    this.#chains = new PostChains(text, spans);
    this.persons = [...spans.keys()].filter((index) => spans[index]?.label === 'PER');
    this.#personStarts = new Set(this.persons.map((index) => spans[index]?.logical.start ?? -1));
    this.#nextPost = this.#readNextPosts();
  }

  at(position: number): { readonly start: number; readonly end: number } {
    return this.#spans[this.persons[position] ?? -1]?.logical ?? { start: 0, end: 0 };
  }

  /** Posts directly before and directly behind the name. */
  besideName(position: number): readonly Post[] {
    const behind = this.#chains.startingAt(this.at(position).end);
    const own = behind === undefined || this.#personStarts.has(behind.end) ? [] : behind.posts.slice(0, 1);
    return [...(this.before(position)?.posts ?? []), ...own];
  }

  /** The chain that ends at the name, before one blank or colon there, or before 由 and 的 where the clause appoints. */
  before(position: number): PostChain | undefined {
    const { start, end } = this.at(position);
    const lead = this.text.slice(Math.max(0, start - 2), start);
    const direct = this.#chains.endingAt(start) ?? (lead.endsWith(' ') ? this.#chains.endingAt(start - 1) : undefined);
    if (direct !== undefined) return direct;
    const mark = /(?:： ?|由|的)$/.exec(lead)?.[0];
    if (mark === undefined) return undefined;
    const chain = this.#chains.endingAt(start - mark.length);
    if (chain === undefined) return undefined;
    const ahead = this.text.slice(Math.max(0, chain.start - 4), chain.start);
    const behind = this.text.slice(end, end + 5);
    if (mark === '的') return HOLDING.test(ahead) ? chain : undefined;
    if (mark === '由') return TAKES_POST.test(behind) ? chain : undefined;
    return LIST_ENTRY.test(ahead) && CLOSES_ENTRY.test(behind) ? chain : undefined;
  }

  /** Posts of an apposition or a clause of appointment behind the name. */
  behindName(position: number, known: boolean): readonly Post[] {
    const clause = this.#clauseBehind(position);
    const chain = this.#chains.startingAt(this.#nextPost[position] ?? -1);
    if (clause === undefined || chain === undefined) return [];
    const posts = this.#personStarts.has(chain.end) ? chain.posts.slice(0, -1) : chain.posts;
    const closing = this.text.slice(chain.end, chain.end + 2);
    if (clause === '，') return known || posts !== chain.posts || !CLOSES_APPOSITION.test(closing) ? [] : posts;
    if (clause.startsWith('（') && !clause.includes('）')) return closing.startsWith('）') ? posts : [];
    if (clause.endsWith('的')) return /^(?:职务|一职)/.test(closing) ? posts : [];
    return [...posts, ...(posts === chain.posts ? this.#furtherPosts(chain.end) : [])];
  }

  /** Whether the clause behind the name speaks of all the names before it in a list (王刚、李莉为委员). */
  appointsAll(position: number): boolean {
    return APPOINTS_ALL.test(this.#clauseBehind(position) ?? '');
  }

  /** Whether a name follows another one in a list and neither has a post before it. */
  isListedWithPrevious(position: number): boolean {
    if (position === 0 || this.before(position) !== undefined || this.before(position - 1) !== undefined) return false;
    return NEXT_IN_LIST.test(gap(this.text, this.at(position - 1).end, this.at(position).start));
  }

  /** What stands between the name and the next post, when it gives the post to the name. */
  #clauseBehind(position: number): string | undefined {
    const { end } = this.at(position);
    const next = this.#nextPost[position] ?? -1;
    if (next <= end || next - end > LONGEST_CLAUSE) return undefined;
    const between = this.text.slice(end, next);
    return between === '，' || IN_BRACKETS.test(between) || APPOINTS.test(between) || BIOGRAPHY.test(between)
      ? between
      : undefined;
  }

  /** 任命李莉为局长，兼任董事长，免去其处长职务. */
  #furtherPosts(offset: number): readonly Post[] {
    const posts: Post[] = [];
    for (let end = offset, rounds = 0; rounds < 4; rounds++) {
      const joint = FURTHER.exec(this.text.slice(end, end + 14))?.[0];
      const chain = joint === undefined ? undefined : this.#chains.startingAt(end + joint.length);
      if (chain === undefined || this.#personStarts.has(chain.end)) break;
      posts.push(...chain.posts);
      end = chain.end;
    }
    return posts;
  }

  /** By position, where the next post starts behind the name and before the next name, else -1. */
  #readNextPosts(): number[] {
    const next = new Array<number>(this.persons.length).fill(-1);
    let post = -1;
    let position = this.persons.length - 1;
    for (let index = this.#spans.length - 1; index >= 0; index--) {
      const span = this.#spans[index];
      if (span?.label === 'POST') post = span.logical.start;
      if (span?.label !== 'PER') continue;
      next[position--] = post;
      post = -1;
    }
    return next;
  }
}

/** Characters between a name and the post that its clause gives it; a longer clause has other subjects. */
const LONGEST_CLAUSE = 70;

const HOLDING = /(?:时任|现任|曾任|历任|原任|身为|担任|作为|任)$/;
const TAKES_POST = /^(?:同志)?(?:担任|兼任|出任|接任|继任|任)/;
const LIST_ENTRY = /^$|[\s（，；。]$/;
const CLOSES_ENTRY = /^$|^[\s）、（。；]/;
const CLOSES_APPOSITION = /^$|^[，。；）\n]/;

const VERBS =
  '(?:被任命为|被选举为|被选为|当选为?|受聘为|拟任|拟提名为|现任|时任|曾任|历任|原任|出任|接任|继任|升任|调任|转任|连任|兼任|担任|不再担任|不再兼任|辞去|获任|任|为)';
const APPOINTS = new RegExp(`^(?:（[^（）\\n]{1,8}）)?(?:同志)?(?:，?${VERBS}|的|是|系)$`);
const APPOINTS_ALL = /^[^，]*(?:任命为|选举为|当选为?|任|为|的)$/;
const IN_BRACKETS = new RegExp(`^（(?:${VERBS}|系)?$`);
const BIOGRAPHY = new RegExp(`^，[男女]，[^。；！？\\n（）]{0,60}，${VERBS}$`);
const FURTHER = /^(?:职务)?，(?:并?兼任|并任|现任|拟任|拟提名为|曾任|免去其|不再担任|不再兼任)/;
