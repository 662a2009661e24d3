import type { PostsHeld } from '../postsOfPersons';
import type { Form } from './forms';

/** The posts of each form of a person, and every word by which its holder can be addressed. */
export class TitlesHeld {
  readonly #held: PostsHeld;
  readonly #titles = new Map<Form, ReadonlySet<string>>();
  readonly #endings = new Map<Form, ReadonlySet<string>>();

  constructor(held: PostsHeld) {
    this.#held = held;
  }

  /** Whether the person is addressed so: 书记 for 郑州市委书记, 总 for 总经理. */
  isCalled(person: Form, address: string): boolean {
    return this.#endingsOf(person).has(address);
  }

  /** Whether two forms can be one person: a post of one is the end of a post of the other, or one has none. */
  agree(one: Form, other: Form): boolean {
    const titles = this.#titlesOf(one);
    const otherTitles = this.#titlesOf(other);
    if (titles.size === 0 || otherTitles.size === 0) return true;
    return shareAny(titles, this.#endingsOf(other)) || shareAny(otherTitles, this.#endingsOf(one));
  }

  #titlesOf(form: Form): ReadonlySet<string> {
    let titles = this.#titles.get(form);
    if (titles === undefined) {
      titles = new Set(form.mentions.flatMap((mention) => (this.#held.get(mention) ?? []).map(({ post }) => post)));
      this.#titles.set(form, titles);
    }
    return titles;
  }

  #endingsOf(form: Form): ReadonlySet<string> {
    let endings = this.#endings.get(form);
    if (endings === undefined) this.#endings.set(form, (endings = new Set(addresses(this.#titlesOf(form)))));
    return endings;
  }
}

const shareAny = (some: ReadonlySet<string>, others: ReadonlySet<string>): boolean =>
  [...some].some((title) => others.has(title));

function* addresses(titles: Iterable<string>): Generator<string> {
  for (const title of titles) {
    for (let length = 1; length <= Math.min(title.length, LONGEST_POST); length++) yield title.slice(-length);
    for (const [address, pattern] of ADDRESSES) if (pattern.test(title)) yield address;
  }
}

/** Characters. */
const LONGEST_POST = 60;

/** Words of address that are not the end of the post. */
const ADDRESSES: readonly (readonly [address: string, post: RegExp])[] = [
  ['总', /(?:总经理|董事长|总裁|总监)$/],
  ['工', /工程师$/],
  ['老师', /(?:教师|教授|讲师)$/],
  ['医生', /(?:医师|大夫)$/],
  ['大夫', /(?:医生|医师)$/],
];
